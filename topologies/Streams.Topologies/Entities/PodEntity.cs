namespace Streams.Topologies.Entities;

/// <summary>One pod as all sources know it. Facts are only ever added.</summary>
public sealed class PodEntity(string @namespace, string name)
{
    public string Namespace { get; } = @namespace;

    public string Name { get; } = name;

    public string? Uid { get; internal set; }

    public string? Node { get; internal set; }

    /// <summary>Since when the node is known; nanoseconds since the epoch.</summary>
    public long NodeSince { get; internal set; } = long.MaxValue;

    /// <summary>Its own addresses.</summary>
    public IReadOnlyList<string> Ips { get; internal set; } = [];

    /// <summary>When it ended, nanoseconds since the epoch; <see cref="long.MaxValue"/> while it lives.</summary>
    public long EndedAt { get; internal set; } = long.MaxValue;

    /// <summary>The first container's id.</summary>
    public string? ContainerId { get; internal set; }

    /// <summary>Since when that is known; nanoseconds since the epoch.</summary>
    public long ContainerIdSince { get; internal set; } = long.MaxValue;

    /// <summary><c>namespace/owner</c>.</summary>
    public string Workload { get; internal set; } = $"{@namespace}/{WorkloadName.Of(name)}";

    /// <summary>What means it, and the keys of the facts that said so: forgotten with it. Guarded by the entity itself.</summary>
    internal HashSet<string> Aliases { get; } = new(StringComparer.Ordinal);

    internal HashSet<string> FactKeys { get; } = new(StringComparer.Ordinal);
}

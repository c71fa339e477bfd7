using Streams.Schemas.Events;

namespace Streams.Schemas.Features;

/// <summary>The features of one entity in one window, for retraining. A row is written once; the time at which Kafka appended it is when it was known.</summary>
public sealed record FeatureVector
{
    /// <summary>The set of features, the end of the topic's name.</summary>
    public required string Set { get; init; }

    /// <summary>The hash of the set's names, units and formulas.</summary>
    public required string SetHash { get; init; }

    /// <summary>The cluster; empty where it has no name.</summary>
    public required string Cluster { get; init; }

    /// <summary>The kind of entity.</summary>
    public required string Kind { get; init; }

    /// <summary>The entity.</summary>
    public required string Entity { get; init; }

    /// <summary>The object's uid, where the entity is one object; else empty.</summary>
    public string Uid { get; init; } = "";

    /// <summary>Its time.</summary>
    public required Timestamp WindowStart { get; init; }

    /// <summary>Its end, exclusive.</summary>
    public required Timestamp WindowEnd { get; init; }

    /// <summary>The values, in the order of the set.</summary>
    public required IReadOnlyList<float> Values { get; init; }

    /// <summary>The events of the window.</summary>
    public required long Events { get; init; }

    /// <summary>Events of earlier windows that came after those were closed, since the entity's last row.</summary>
    public required long Late { get; init; }

    /// <summary>Sources of the set that the pipeline does not read.</summary>
    public IReadOnlyList<string> Blind { get; init; } = [];
}

using System.Text;

namespace Streams.Schemas.Entities;

/// <summary>Names of the entity kinds: after <c>streams.</c> in rules, as keys in alerts.</summary>
public static class EntityKinds
{
    private static readonly string[] Names =
    [
        "cluster",
        "node",
        "namespace",
        "pod",
        "pod_uid",
        "container_id",
        "workload",
        "principal",
        "user",
        "source_ip",
        "destination",
        "destination_ip",
        "credential_id",
        "domain",
        "direction",
        "dns_scope",
        "destination_workload",
        "agent",
    ];

    /// <summary>The number of kinds.</summary>
    public static int Count => Names.Length;

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<EntityKind> All { get; } = Enum.GetValues<EntityKind>();

    /// <summary>The kinds that alerts show.</summary>
    public static IReadOnlyList<EntityKind> Shown { get; } = [.. All.Where(IsShown)];

    /// <summary>The name of a kind.</summary>
    public static string Name(this EntityKind kind) => Names[(int)kind];

    /// <summary>Whether alerts show the kind; computed ones and the bare destination address (part of <c>destination</c>) they do not.</summary>
    public static bool IsShown(this EntityKind kind) =>
        kind is not (EntityKind.Direction or EntityKind.DnsScope or EntityKind.DestinationIp or EntityKind.DestinationWorkload);

    /// <summary>The kind of a name; false where there is none.</summary>
    public static bool TryParse(string name, out EntityKind kind)
    {
        var index = Array.IndexOf(Names, name);
        kind = (EntityKind)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>The kind of a name in UTF-8; false where there is none.</summary>
    public static bool TryParse(ReadOnlySpan<byte> name, out EntityKind kind)
    {
        for (var i = 0; i < Names.Length; i++)
        {
            if (Ascii.Equals(name, Names[i]))
            {
                kind = (EntityKind)i;
                return true;
            }
        }

        kind = default;
        return false;
    }
}

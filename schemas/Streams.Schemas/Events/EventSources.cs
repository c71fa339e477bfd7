namespace Streams.Schemas.Events;

/// <summary>Names of the sources, as the command line, topics and alerts write them.</summary>
public static class EventSources
{
    /// <summary>All sources, in the order of their numbers.</summary>
    public static readonly IReadOnlyList<EventSource> All = [.. Enum.GetValues<EventSource>()];

    private static readonly (string Name, bool IsByNode, bool IsOfHosts)[] Rows =
    [
        ("container", IsByNode: true, IsOfHosts: false),
        ("audit", IsByNode: false, IsOfHosts: false),
        ("dns", IsByNode: false, IsOfHosts: false),
        ("journal", IsByNode: true, IsOfHosts: true),
        ("kernel", IsByNode: true, IsOfHosts: true),
        ("ebpf", IsByNode: true, IsOfHosts: true),
    ];

    /// <summary>The number of sources.</summary>
    public static int Count => Rows.Length;

    /// <summary>The lower-case name of a source.</summary>
    public static string Name(this EventSource source) => Rows[(int)source].Name;

    /// <summary>Whether every node tells of itself; else a few servers tell of the whole cluster, wherever they run.</summary>
    public static bool IsByNode(this EventSource source) => Rows[(int)source].IsByNode;

    /// <summary>Whether the host that an event names is the node it is of.</summary>
    public static bool IsOfHosts(this EventSource source) => Rows[(int)source].IsOfHosts;

    /// <summary>The source of a name; false where there is none.</summary>
    public static bool TryParse(string name, out EventSource source)
    {
        var index = Array.FindIndex(Rows, r => r.Name == name);
        source = (EventSource)Math.Max(index, 0);
        return index >= 0;
    }
}

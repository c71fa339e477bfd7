namespace Streams.Schemas.Events;

/// <summary>Names of the sources, as the command line, topics and alerts write them.</summary>
public static class EventSources
{
    /// <summary>All sources, in the order of their numbers.</summary>
    public static readonly IReadOnlyList<EventSource> All = [.. Enum.GetValues<EventSource>()];

    private static readonly string[] Names = ["container", "audit", "dns", "journal", "kernel", "ebpf"];

    /// <summary>The number of sources.</summary>
    public static int Count => Names.Length;

    /// <summary>The lower-case name of a source.</summary>
    public static string Name(this EventSource source) => Names[(int)source];

    /// <summary>The source of a name; false where there is none.</summary>
    public static bool TryParse(string name, out EventSource source)
    {
        var index = Array.IndexOf(Names, name);
        source = (EventSource)Math.Max(index, 0);
        return index >= 0;
    }
}

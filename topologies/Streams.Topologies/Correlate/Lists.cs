namespace Streams.Topologies.Correlate;

/// <summary>Lists that are filled and emptied again and again.</summary>
internal static class Lists
{
    /// <summary>So much room a list keeps.</summary>
    private const int MostKept = 4_096;

    /// <summary>Empties a list; what was not needed of much room is given back, so that one burst is not paid for ever after.</summary>
    public static void Empty<T>(List<T> list)
    {
        var used = list.Count;
        list.Clear();
        if (list.Capacity > MostKept && used < list.Capacity / 4)
        {
            list.Capacity = 0;
        }
    }
}

namespace Streams.Schemas.Alerts;

/// <summary>Sigma's levels, as alerts write them.</summary>
public static class AlertLevels
{
    private static readonly string[] Names = ["informational", "low", "medium", "high", "critical"];

    /// <summary>How many there are.</summary>
    public static int Count => Names.Length;

    /// <summary>The level of a rank.</summary>
    public static string Name(int rank) => Names[rank];

    /// <summary>0 for the least severe; -1 where it is no level.</summary>
    public static int Rank(string level) => Array.IndexOf(Names, level);

    /// <summary>Whether it is one.</summary>
    public static bool IsKnown(string level) => Rank(level) >= 0;
}

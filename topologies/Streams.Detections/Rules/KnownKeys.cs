using System.Collections.Frozen;

namespace Streams.Detections.Rules;

/// <summary>Where keys may stand that are not ours.</summary>
internal static class KnownKeys
{
    /// <summary>Keys that change what a rule means, with the map they stand in: at the top of a rule, where anything may stand, they would do nothing.</summary>
    public static FrozenDictionary<string, string> Elsewhere { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["group-by"] = "correlation",
            ["timespan"] = "correlation",
            ["aliases"] = "correlation",
            ["condition"] = "detection",
            ["suppress"] = "streams",
            ["blind_spots"] = "streams",
            ["expires"] = "streams",
            ["renew"] = "streams",
            ["runbook"] = "streams",
            ["until"] = "correlation",
            ["learning"] = "correlation",
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What other languages call one of our keys: it would do nothing, and the rule would go on without.</summary>
    public static FrozenDictionary<string, string> Synonyms { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["severity"] = "level",
            ["priority"] = "level",
            ["risk"] = "level",
            ["timeframe"] = "timespan",
            ["window"] = "timespan",
            ["threshold"] = "condition",
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Sigma lets anybody add keys to a rule and to its logsource.</summary>
    public static bool IsOpen(string map) => map is "" or "logsource";
}

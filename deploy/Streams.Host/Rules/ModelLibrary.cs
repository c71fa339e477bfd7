using Streams.Models.Scoring;

namespace Streams.Host.Rules;

/// <summary>The models that ship with the program.</summary>
internal static class ModelLibrary
{
    /// <summary>The models by name.</summary>
    public static IReadOnlyDictionary<string, INameScorer> Load() => new Dictionary<string, INameScorer>(StringComparer.Ordinal);
}

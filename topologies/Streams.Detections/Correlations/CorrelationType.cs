namespace Streams.Detections.Correlations;

/// <summary>A correlation type: a row of <see cref="CorrelationTypes"/>.</summary>
/// <param name="Name">As rules write it.</param>
/// <param name="Key">As content hashes have it, by which state is kept: never changed.</param>
/// <param name="Read">Reads its keys.</param>
internal sealed record CorrelationType(string Name, string Key, Func<CorrelationReader, CorrelationDefinition> Read)
{
    /// <summary>Whether its condition may be one over the names of rules.</summary>
    public bool NamesRulesInCondition { get; init; }
}

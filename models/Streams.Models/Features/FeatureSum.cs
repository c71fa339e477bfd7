namespace Streams.Models.Features;

/// <summary>What a pane adds up, or keeps the largest of. The number is stored: append only.</summary>
public enum FeatureSum
{
    Surprise,
    SensitiveSurprise,
    DestinationSurprise,
    DeniedSurprise,
    DomainSurprise,
    ProgramSurprise,
    Entropy,
    LongestLabel,

    /// <summary>None of them: their number.</summary>
    Count,
}

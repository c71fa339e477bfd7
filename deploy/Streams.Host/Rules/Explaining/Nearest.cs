using Streams.Detections.Rules;

namespace Streams.Host.Rules.Explaining;

/// <summary>What came nearest to a finding of what stage B judges by itself; one of them knows a correlation's type, the others say nothing.</summary>
internal static class Nearest
{
    private static readonly Func<CorrelationRule, CorrelationTrace, string?>[] All =
    [
        NearestNewValue.Of,
        NearestNewPair.Of,
        NearestRareValue.Of,
        NearestBeacon.Of,
        NearestNames.Of,
        NearestHabit.Of,
        NearestSilence.Of,
    ];

    /// <summary>In words; null: nothing is known of the type.</summary>
    public static string? Of(CorrelationRule rule, CorrelationTrace trace) => All.Select(of => of(rule, trace)).FirstOrDefault(text => text is not null);
}

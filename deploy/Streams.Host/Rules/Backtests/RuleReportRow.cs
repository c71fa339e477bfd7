using Streams.Detections.Rules;

namespace Streams.Host.Rules.Backtests;

/// <summary>A rule's row of a <see cref="RuleReport"/>.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Days">Its alerts by day, UTC, of the event.</param>
/// <param name="Span">How many days the recording lasts.</param>
/// <param name="Precision">Of the alerts that somebody judged those that were attacks; null: nobody did.</param>
/// <param name="Microseconds">What its condition costs an event; null: it has none, or no event concerned it.</param>
internal sealed record RuleReportRow(RuleMeta Rule, IReadOnlyList<(string Day, int Count)> Days, double Span, double? Precision, double? Microseconds)
{
    public int Alerts => Days.Sum(d => d.Count);

    public double PerDay => Alerts / Math.Max(Span, 1);
}

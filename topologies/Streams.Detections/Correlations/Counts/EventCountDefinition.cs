using Streams.Detections.Correlations.Measures;
using Streams.Detections.Thresholds;

namespace Streams.Detections.Correlations.Counts;

/// <summary><c>event_count</c>: so many events in the timespan.</summary>
/// <param name="Bounds">How many.</param>
public sealed record EventCountDefinition(IReadOnlyList<Threshold> Bounds) : CorrelationDefinition, ICounted
{
    /// <inheritdoc/>
    public override string Type => "event_count";

    /// <inheritdoc/>
    public override string Condition => $"{Threshold.Words(Bounds)} events";

    /// <inheritdoc/>
    public Measure Measure => Measure.Events;

    /// <inheritdoc/>
    public double Percentile => 0;

    /// <inheritdoc/>
    public override int Least => Correlations.Bounds.LeastWhole(Bounds);

    /// <inheritdoc/>
    public override bool JudgesClosedWindows => !Threshold.AreMonotone(Bounds);

    /// <inheritdoc/>
    public override bool IsKeptOpenByAny => !JudgesClosedWindows;

    internal static CorrelationDefinition Read(CorrelationReader reader) => new EventCountDefinition(reader.CountBounds());
}

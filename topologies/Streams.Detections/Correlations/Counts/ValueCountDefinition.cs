using Streams.Detections.Correlations.Measures;
using Streams.Detections.Thresholds;

namespace Streams.Detections.Correlations.Counts;

/// <summary><c>value_count</c>: so many distinct values of fields, taken together, in the timespan.</summary>
/// <param name="Bounds">How many.</param>
/// <param name="Counted">The fields.</param>
public sealed record ValueCountDefinition(IReadOnlyList<Threshold> Bounds, IReadOnlyList<string> Counted) : CorrelationDefinition, ICounted
{
    /// <inheritdoc/>
    public override string Type => "value_count";

    /// <inheritdoc/>
    public override string Condition => $"{Threshold.Words(Bounds)} distinct values of {string.Join(", ", Counted)}";

    /// <inheritdoc/>
    public Measure Measure => Measure.Values;

    /// <inheritdoc/>
    public double Percentile => 0;

    /// <inheritdoc/>
    public override int Least => Correlations.Bounds.LeastWhole(Bounds);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Fields => Counted;

    /// <inheritdoc/>
    public override bool JudgesClosedWindows => !Threshold.AreMonotone(Bounds);

    /// <inheritdoc/>
    public override bool IsKeptOpenByAny => !JudgesClosedWindows;

    internal static CorrelationDefinition Read(CorrelationReader reader) => new ValueCountDefinition(reader.CountBounds(), reader.FieldsWithin());
}

using System.Globalization;
using Streams.Detections.Thresholds;
using Streams.Detections.Yaml;

namespace Streams.Detections.Correlations.Measures;

/// <summary><c>value_sum</c>, <c>value_avg</c>, <c>value_percentile</c>, <c>value_median</c>: what the numbers of a field amount to in the timespan.</summary>
/// <param name="Measure">What they amount to.</param>
/// <param name="Bounds">What it is compared with.</param>
/// <param name="Field">The field.</param>
/// <param name="Percentile">Of a percentile: which.</param>
public sealed record MeasureDefinition(Measure Measure, IReadOnlyList<Threshold> Bounds, string Field, double Percentile) : CorrelationDefinition, ICounted
{
    private const double MaxPercentile = 100;

    /// <inheritdoc/>
    public override string Type =>
        Measure switch
        {
            Measure.Sum => "value_sum",
            Measure.Average => "value_avg",
            Measure.Median => "value_median",
            _ => "value_percentile",
        };

    /// <inheritdoc/>
    public override string Condition => $"{Word} of {Field} {Threshold.Words(Bounds)}";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Fields => [Field];

    /// <inheritdoc/>
    public override bool AddsUp => true;

    /// <inheritdoc/>
    public override bool IsMonotone => false;

    /// <inheritdoc/>
    public override bool JudgesClosedWindows => !Threshold.AreMonotone(Bounds);

    /// <inheritdoc/>
    public override bool IsKeptOpenByAny => !JudgesClosedWindows;

    private string Word =>
        Measure switch
        {
            Measure.Sum => "the sum",
            Measure.Average => "the average",
            Measure.Median => "the median",
            _ => string.Create(CultureInfo.InvariantCulture, $"the {Percentile}th percentile"),
        };

    internal static CorrelationDefinition Read(CorrelationReader reader, Measure measure) =>
        new MeasureDefinition(
            measure,
            reader.Bounds(),
            reader.Fields(1)[0],
            measure == Measure.Percentile ? PercentileOf(reader.Condition) : MaxPercentile / 2
        );

    private static double PercentileOf(RuleMap? condition) =>
        condition?.Find("percentile") is not { } node
            ? MaxPercentile / 2
            : Correlations.Bounds.Number(condition, "percentile") switch
            {
                > 0 and < 1 and var part => throw new RuleException(
                    node.Start,
                    string.Create(CultureInfo.InvariantCulture, $"a percentile is of a hundred: write {part * MaxPercentile} where {part} of all is meant")
                ),
                >= 0 and <= MaxPercentile and var percentile => percentile,
                _ => throw new RuleException(node.Start, "a percentile is 0 to 100"),
            };
}

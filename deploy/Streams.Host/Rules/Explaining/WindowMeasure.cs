using System.Globalization;
using Streams.Detections.Correlations;
using Streams.Detections.Correlations.Measures;
using Streams.Schemas.Signals;

namespace Streams.Host.Rules.Explaining;

/// <summary>What a window amounts to, as the definition of its correlation says; what is no number does not count.</summary>
internal static class WindowMeasure
{
    public static double Of(ICounted counted, CorrelationDefinition definition, ArraySegment<Signal> window) =>
        counted.Measure switch
        {
            Measure.Events => window.Sum(s => s.Repeated),
            Measure.Values => window.Select(s => s.Value).Distinct(StringComparer.Ordinal).Count(),
            _ => Of(counted.Measure, definition, NumbersOf(window)),
        };

    private static double Of(Measure measure, CorrelationDefinition definition, double[] numbers) =>
        measure switch
        {
            _ when numbers.Length == 0 => double.NaN,
            Measure.Sum => numbers.Sum(),
            Measure.Average => numbers.Average(),
            Measure.Median => (numbers[(numbers.Length - 1) / 2] + numbers[numbers.Length / 2]) / 2,
            _ => numbers[Math.Max(0, (int)Math.Ceiling((definition as MeasureDefinition)!.Percentile / 100 * numbers.Length) - 1)], // of a percentile
        };

    private static double[] NumbersOf(ArraySegment<Signal> window) =>
        [
            .. window
                .Select(s => double.TryParse(s.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN)
                .Where(double.IsFinite)
                .Order(),
        ];
}

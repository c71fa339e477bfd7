using System.Globalization;
using Streams.Detections.Thresholds;

namespace Streams.Detections.Matching;

/// <summary>A number compared with one; text that is a number counts as one.</summary>
internal sealed class NumberMatcher(Threshold threshold) : ValueMatcher
{
    public override bool Matches(in SlotValue value, SlotTable table) =>
        value.Kind is SlotKind.Number or SlotKind.Text
        && double.TryParse(table.Text(in value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && threshold.IsMet(number);
}

using System.Globalization;

namespace Streams.Detections.Matching;

/// <summary>A number that is not whole, however it is written: <c>1.50</c> is 1.5. A text is compared as it stands: a version 1.10 is not 1.1.</summary>
internal sealed class FractionMatcher(double number) : ValueMatcher
{
    public override bool Matches(in SlotValue value, SlotTable table) =>
        value.Kind == SlotKind.Number
        && double.TryParse(table.Text(in value), NumberStyles.Float, CultureInfo.InvariantCulture, out var found)
        && found == number;
}

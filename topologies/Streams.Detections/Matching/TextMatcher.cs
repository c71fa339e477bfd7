using Streams.Detections.Needs;

namespace Streams.Detections.Matching;

/// <summary>Text without wildcards inside.</summary>
internal sealed class TextMatcher(string needle, TextPosition position, bool cased) : ValueMatcher
{
    private readonly string _needle = cased ? needle : CaseFolding.Fold(needle);

    public override Need? NeedOf(int slot) => Need.Text(slot, CaseFolding.Fold(needle), position == TextPosition.Whole);

    public override bool Matches(in SlotValue value, SlotTable table) =>
        value.HasText && position.Holds(cased ? table.Text(in value) : table.Folded(in value), _needle);
}

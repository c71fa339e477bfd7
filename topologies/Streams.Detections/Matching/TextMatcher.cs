namespace Streams.Detections.Matching;

/// <summary>Text without wildcards inside.</summary>
internal sealed class TextMatcher(string needle, TextPosition position, StringComparison comparison) : ValueMatcher
{
    public override bool Matches(in SlotValue value, EventView view) =>
        value.Kind != SlotKind.Null && position.Holds(view.Text(in value), needle, comparison);
}

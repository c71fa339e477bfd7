namespace Streams.Detections.Matching;

/// <summary><c>field|exists: true</c>: the field is there, whatever its value.</summary>
internal sealed class ExistsExpression(int slot, bool expected) : Expression
{
    public override bool Matches(EventView view) => !view.Values(slot).IsEmpty == expected;
}

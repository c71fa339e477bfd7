using Streams.Detections.Needs;

namespace Streams.Detections.Matching;

/// <summary>null: the field is null or missing.</summary>
internal sealed class NullMatcher : ValueMatcher
{
    public override bool MatchesMissing => true;

    public override Need? NeedOf(int slot) => null;

    public override bool Matches(in SlotValue value, SlotTable table) => value.Kind == SlotKind.Null;
}

namespace Streams.Detections.Matching;

/// <summary>null: the field is null or missing.</summary>
internal sealed class NullMatcher : ValueMatcher
{
    public override bool MatchesMissing => true;

    public override bool Matches(in SlotValue value, EventView view) => value.Kind == SlotKind.Null;
}

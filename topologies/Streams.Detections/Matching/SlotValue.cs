namespace Streams.Detections.Matching;

/// <summary>One value of a field of the current event.</summary>
/// <param name="Kind">Its JSON kind.</param>
/// <param name="Start">Where its text begins in the characters of the event; for a value wanted whole in the bytes of its document.</param>
/// <param name="Length">The length of its text.</param>
/// <param name="Next">The next value of the same field, or -1.</param>
internal readonly record struct SlotValue(SlotKind Kind, int Start, int Length, int Next)
{
    /// <summary>Whether the value is one that texts, numbers and expressions can be compared with.</summary>
    public bool HasText => Kind is SlotKind.Text or SlotKind.Number or SlotKind.Boolean;
}

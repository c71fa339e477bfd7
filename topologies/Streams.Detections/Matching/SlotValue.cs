namespace Streams.Detections.Matching;

/// <summary>One value of a field of the current event.</summary>
/// <param name="Kind">Its JSON kind.</param>
/// <param name="Start">Where its text begins in the view's characters.</param>
/// <param name="Length">The length of its text.</param>
internal readonly record struct SlotValue(SlotKind Kind, int Start, int Length);

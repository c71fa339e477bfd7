namespace Streams.Detections.Conditions;

/// <summary>A word or parenthesis of a condition.</summary>
/// <param name="Text">As written.</param>
/// <param name="Column">From 0, within the condition.</param>
internal readonly record struct ConditionToken(string Text, int Column);

namespace Streams.Detections.Matching;

/// <summary>One line of a selection, held against an event.</summary>
/// <param name="Selection">The selection.</param>
/// <param name="Key">The field with its modifiers.</param>
/// <param name="Wanted">The values the rule wants.</param>
/// <param name="Holds">Whether the line holds.</param>
/// <param name="Found">The texts that the event has there.</param>
/// <param name="IsPresent">Whether the event has the field at all.</param>
public sealed record ExplainedItem(string Selection, string Key, string Wanted, bool Holds, IReadOnlyList<string> Found, bool IsPresent);

namespace Streams.Schemas.Alerts;

/// <summary>A value and the number of events that have it.</summary>
/// <param name="Value">The value.</param>
/// <param name="Count">The events.</param>
public sealed record CountedValue(string Value, long Count);

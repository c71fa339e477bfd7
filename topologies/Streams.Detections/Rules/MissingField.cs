namespace Streams.Detections.Rules;

/// <summary>A field that rules look at and that no event has had.</summary>
/// <param name="Field">Its name, as the rules write it.</param>
/// <param name="Rules">The rules that look at it, of those whose logsource had enough events.</param>
/// <param name="Events">The events of their logsources, at most.</param>
public sealed record MissingField(string Field, int Rules, int Events);

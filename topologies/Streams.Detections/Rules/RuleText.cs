namespace Streams.Detections.Rules;

/// <summary>What decides which events a detection matches, as one text: two that have the same match the same.</summary>
public static class RuleText
{
    /// <summary>Of a detection with its filters.</summary>
    public static string Of(DetectionRule rule) =>
        string.Join('\n', [rule.Logsource.Text, rule.Text, .. rule.Filters.Select(f => $"{f.Meta.Id} {f.Text} {f.Expires:O}")]);
}

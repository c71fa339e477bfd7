using Streams.Detections.Rules;
using Streams.Schemas.Alerts;
using Streams.Topologies.Normalise;

namespace Streams.Topologies.Correlate.Groups;

/// <summary>The values of a group by the names that the rule gives them.</summary>
internal static class GroupValues
{
    /// <param name="group">The values, joined as the group's key has them.</param>
    /// <param name="rule">The correlation.</param>
    public static IReadOnlyList<NamedValue> Of(string group, CorrelationRule rule)
    {
        var fields = rule.GroupFields;
        if (fields.Count > 0)
        {
            var values = group.Split(GroupKey.Separator);
            return values.Length == fields.Count ? [.. fields.Select((field, i) => new NamedValue(field, values[i]))] : [];
        }

        // The default group of a plain rule says itself which entity it is.
        return group.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? [new NamedValue($"streams.{group[..at]}", group[(at + 1)..])] : [];
    }
}

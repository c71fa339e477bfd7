using Streams.Detections.Conditions;
using Streams.Detections.Fields;
using Streams.Detections.Yaml;
using Streams.Schemas.Events;

namespace Streams.Detections.Rules;

/// <summary>What a rule set that loads will still not do: rules that can never match, and filters that do nothing or the opposite of what they mean.</summary>
public static class RuleCheck
{
    private static readonly string[] AuditLevels = ["Metadata", "Request", "RequestResponse"];

    /// <summary>Checks a set.</summary>
    /// <param name="rules">The set.</param>
    /// <param name="auditLevel">What the audit policy records: Metadata, Request or RequestResponse.</param>
    /// <exception cref="ArgumentException">The level is none of these.</exception>
    public static IReadOnlyList<RuleError> Of(RuleSet rules, string auditLevel)
    {
        var level = Array.IndexOf(AuditLevels, auditLevel);
        if (level < 0)
        {
            throw new ArgumentException($"'{auditLevel}' is no audit level: {string.Join(", ", AuditLevels)}", nameof(auditLevel));
        }

        return [.. rules.Detections.SelectMany(r => Detection(r, level)), .. rules.Detections.SelectMany(ArrayCheck.Of), .. rules.Filters.SelectMany(f => Filter(f, rules))];
    }

    private static IEnumerable<RuleError> Detection(DetectionRule rule, int auditLevel)
    {
        if (rule.Logsource.Sources.Count == 0)
        {
            yield return new RuleError(rule.Meta.File, rule.Meta.Line, 1, $"the logsource {rule.Logsource.Text} is none of ours: the rule can never match");
            yield break;
        }

        foreach (var use in rule.Fields.DistinctBy(u => u.Name))
        {
            if (!rule.Logsource.Sources.Any(s => FieldCatalogue.Instance.MayHave(s, use.Name)))
            {
                yield return At(rule, use, $"no event of {rule.Logsource.Text} has a field '{use.Name}'");
            }
            else if (rule.Logsource.MayBe(EventSource.Audit) && FieldCatalogue.Instance.AuditLevels.GetValueOrDefault(use.Name.Split('.', 2)[0]) is { } needed && Array.IndexOf(AuditLevels, needed) > auditLevel)
            {
                yield return At(rule, use, $"'{use.Name}' is there at the audit level {needed} only; the policy records {AuditLevels[auditLevel]}");
            }
        }
    }

    private static IEnumerable<RuleError> Filter(RuleFilter filter, RuleSet rules)
    {
        foreach (var name in filter.Rules.Where(name => !rules.Detections.Any(d => d.Meta.Id == name || d.Meta.Name == name)))
        {
            yield return new RuleError(filter.Meta.File, filter.Meta.Line, 1, $"no rule has the id or name '{name}'");
        }

        if (!rules.Detections.Any(filter.AppliesTo))
        {
            yield return new RuleError(filter.Meta.File, filter.Meta.Line, 1, "the filter applies to no rule: none that it names has its logsource");
        }

        if (!filter.ConditionText.Contains("not", StringComparison.OrdinalIgnoreCase))
        {
            yield return new RuleError(filter.Meta.File, filter.Meta.Line, 1, "a filter is ANDed into its rules, so this one keeps only what it describes: to leave that out write 'condition: not …'");
        }
    }

    private static RuleError At(DetectionRule rule, FieldUse use, string message) => new(rule.Meta.File, use.At.Line, use.At.Column, message);
}

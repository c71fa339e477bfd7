using Streams.Detections.Conditions;
using Streams.Detections.Fields;
using Streams.Detections.Yaml;
using Streams.Schemas.Events;

namespace Streams.Detections.Rules;

/// <summary>What a rule set that loads will still not do: rules that can never match or lose a branch, filters that do nothing or the opposite of what they mean, exceptions that are over.</summary>
public static class RuleCheck
{
    private static readonly string[] AuditLevels = ["Metadata", "Request", "RequestResponse"];

    /// <summary>So long before its end an exception is told of.</summary>
    private static readonly TimeSpan Notice = TimeSpan.FromDays(7);

    /// <summary>Checks a set.</summary>
    /// <param name="rules">The set.</param>
    /// <param name="auditLevel">What the audit policy records: Metadata, Request or RequestResponse.</param>
    /// <param name="now">The time by which exceptions are over.</param>
    /// <exception cref="ArgumentException">The level is none of these.</exception>
    public static IReadOnlyList<RuleError> Of(RuleSet rules, string auditLevel, DateTimeOffset now)
    {
        var level = Array.IndexOf(AuditLevels, auditLevel);
        if (level < 0)
        {
            throw new ArgumentException($"'{auditLevel}' is no audit level: {string.Join(", ", AuditLevels)}", nameof(auditLevel));
        }

        return
        [
            .. rules.Detections.SelectMany(r => Detection(r, rules, level)),
            .. rules.Detections.SelectMany(ArrayCheck.Of),
            .. rules.Detections.SelectMany(r => Of(r.Meta, r.Doubts)),
            .. rules.Filters.SelectMany(f => Of(f.Meta, f.Doubts)),
            .. rules.Filters.SelectMany(f => Filter(f, rules)),
            .. rules.Filters.SelectMany(f => Exception(f, now)),
        ];
    }

    /// <summary>Whether an event of its logsource can match a rule, as far as fields tell.</summary>
    public static bool CanMatch(DetectionRule rule, RuleSet rules) => rule.Logsource.Sources.Count > 0 && rule.Condition.CanMatch(Absent(rule, rules));

    private static IEnumerable<RuleError> Of(RuleMeta meta, IReadOnlyList<Doubt> doubts) =>
        doubts.Select(d => new RuleError(meta.File, d.At.Line, d.At.Column, d.Message) { Severity = Severity.Warning });

    private static IEnumerable<RuleError> Detection(DetectionRule rule, RuleSet rules, int auditLevel)
    {
        if (rule.Logsource.Sources.Count == 0)
        {
            yield return Warning(rule.Meta, $"the logsource {rule.Logsource.Text} is none of ours: the rule can never match");
            yield break;
        }

        var consequence = CanMatch(rule, rules) ? "what asks for it never holds, the rest of the rule goes on" : "the rule can never match";
        foreach (var use in rule.Fields.DistinctBy(u => u.Name))
        {
            if (!MayHave(rule, use.Name))
            {
                yield return At(
                    rule,
                    use,
                    $"no event of {rule.Logsource.Text} has a field '{use.Name}'{FieldCatalogue.Instance.Suggest(rule.Logsource.Sources, use.Name)}: {consequence}"
                );
            }
            else if (
                rule.Logsource.MayBe(EventSource.Audit)
                && FieldCatalogue.Instance.AuditLevels.GetValueOrDefault(use.Name.Split('.', 2)[0]) is { } needed
                && Array.IndexOf(AuditLevels, needed) > auditLevel
            )
            {
                yield return At(rule, use, $"'{use.Name}' is there at the audit level {needed} only; the policy records {AuditLevels[auditLevel]}");
            }
            else if (rule.Logsource.Sources.Select(s => FieldCatalogue.Instance.ConditionOf(s, use.Name)).FirstOrDefault(c => c is not null) is { } condition)
            {
                yield return At(rule, use, $"'{use.Name}' is there only where {condition}");
            }
        }
    }

    private static bool MayHave(DetectionRule rule, string field) => rule.Logsource.Sources.Any(s => FieldCatalogue.Instance.MayHave(s, field));

    private static HashSet<int> Absent(DetectionRule rule, RuleSet rules) =>
        [.. rule.Fields.Where(u => !MayHave(rule, u.Name)).Select(u => rules.Slots.TryIndexOf(u.Name, out var slot) ? slot : -1)];

    private static IEnumerable<RuleError> Filter(RuleFilter filter, RuleSet rules)
    {
        foreach (var name in filter.Rules.Where(name => !rules.Detections.Any(d => d.Meta.Id == name || d.Meta.Name == name)))
        {
            yield return Warning(
                filter.Meta,
                $"no rule has the id or name '{name}'{NearMiss.Suggest(name, rules.Detections.SelectMany(d => (string[])[d.Meta.Id, d.Meta.Name]).Where(n => n.Length > 0))}"
            );
        }

        if (!rules.Detections.Any(filter.AppliesTo))
        {
            yield return Warning(filter.Meta, "the filter applies to no rule: none that it names has its logsource");
        }

        if (!filter.ConditionText.Contains("not", StringComparison.OrdinalIgnoreCase))
        {
            yield return Warning(
                filter.Meta,
                "a filter is ANDed into its rules, so this one keeps only what it describes: to leave that out write 'condition: not …'"
            );
        }
    }

    private static IEnumerable<RuleError> Exception(RuleFilter filter, DateTimeOffset now)
    {
        if (filter.Expires is not { } end)
        {
            yield break;
        }

        if (end <= now)
        {
            yield return Warning(
                filter.Meta,
                $"the exception ended {end:yyyy-MM-dd HH:mm} UTC and excepts nothing more: take it out, or give it a later 'expires'"
            );
        }
        else if (end - now < Notice)
        {
            yield return Warning(filter.Meta, $"the exception ends {end:yyyy-MM-dd HH:mm} UTC: what it leaves out will alert again");
        }

        if (string.IsNullOrWhiteSpace(filter.Meta.Reason))
        {
            yield return Warning(filter.Meta, "an exception that expires needs a 'reason' below 'streams'") with
            {
                Severity = Severity.Style,
            };
        }
    }

    private static RuleError Warning(RuleMeta meta, string message) => new(meta.File, meta.Line, 1, message) { Severity = Severity.Warning };

    private static RuleError At(DetectionRule rule, FieldUse use, string message) =>
        new(rule.Meta.File, use.At.Line, use.At.Column, message) { Severity = Severity.Warning };
}

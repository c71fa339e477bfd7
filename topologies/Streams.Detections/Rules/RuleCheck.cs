using Streams.Detections.Conditions;
using Streams.Detections.Yaml;

namespace Streams.Detections.Rules;

/// <summary>What a rule set that loads will still not do: rules that can never match or lose a branch, filters that do nothing or the opposite of what they mean, exceptions that are over.</summary>
public static class RuleCheck
{
    internal static readonly string[] AuditLevels = ["Metadata", "Request", "RequestResponse"];

    private const string Everything = "the condition holds for an event that meets none of the selections: the rule matches nearly everything of its logsource";

    /// <summary>Checks a set.</summary>
    /// <param name="rules">The set.</param>
    /// <param name="auditLevel">What the audit policy records: Metadata, Request or RequestResponse.</param>
    /// <param name="now">The time by which exceptions are over.</param>
    /// <exception cref="ArgumentException">The level is none of these.</exception>
    public static IReadOnlyList<RuleError> Of(RuleSet rules, string auditLevel, DateTimeOffset now) => [.. Of(rules, auditLevel), .. Exceptions(rules, now)];

    /// <summary>What a set will not do whenever it is used, where the audit policy records everything.</summary>
    public static IReadOnlyList<RuleError> Of(RuleSet rules) => Of(rules, AuditLevels[^1]);

    private static IReadOnlyList<RuleError> Of(RuleSet rules, string auditLevel)
    {
        var level = Array.IndexOf(AuditLevels, auditLevel);
        if (level < 0)
        {
            throw new ArgumentException($"'{auditLevel}' is no audit level: {string.Join(", ", AuditLevels)}", nameof(auditLevel));
        }

        return
        [
            .. rules.Detections.SelectMany(r => FieldCheck.Of(r, CanMatch(r, rules), level)),
            .. CorrelationCheck.Of(rules),
            .. TitleCheck.Of(rules),
            .. rules.Detections.SelectMany(ArrayCheck.Of),
            .. rules.Detections.SelectMany(r => ContradictionCheck.Lost(r, rules.Slots)),
            .. rules.Detections.Where(d => d.LeavesOut).Select(d => Warning(d.Meta, Everything)),
            .. rules.Detections.SelectMany(r => Of(r.Meta, r.Doubts)),
            .. rules.Filters.SelectMany(f => Of(f.Meta, f.Doubts)),
            .. rules.Filters.SelectMany(f => FieldCheck.Of(f, rules)),
            .. rules.Filters.SelectMany(f => Filter(f, rules)),
            .. rules.Warnings,
        ];
    }

    /// <summary>Whether an event of its logsource can match a rule, as far as fields tell.</summary>
    public static bool CanMatch(DetectionRule rule, RuleSet rules) =>
        rule.Logsource.Sources.Count > 0 && rule.Condition.CanMatch(FieldCheck.Absent(rule, rules));

    private static IEnumerable<RuleError> Of(RuleMeta meta, IReadOnlyList<Doubt> doubts) =>
        doubts.Select(d => new RuleError(meta.File, d.At.Line, d.At.Column, d.Message) { Severity = Severity.Warning });

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

        if (!filter.LeavesOut)
        {
            yield return Warning(
                filter.Meta,
                "a filter is ANDed into its rules, so this one keeps only what it describes: to leave that out write 'condition: not …'"
            );
        }
    }

    private static IEnumerable<RuleError> Exceptions(RuleSet rules, DateTimeOffset now) =>
        [
            .. Expiration.Of(rules, now).Select(e => Warning(e.Exception.Meta, e.Text)),
            .. rules
                .Filters.Where(f => f.Expires is not null && string.IsNullOrWhiteSpace(f.Meta.Reason))
                .Select(f => Warning(f.Meta, "an exception that expires needs a 'reason' below 'streams'") with { Severity = Severity.Style }),
        ];

    private static RuleError Warning(RuleMeta meta, string message) => new(meta.File, meta.Line, 1, message) { Severity = Severity.Warning };
}

using Streams.Detections.Conditions;
using Streams.Detections.Fields;
using Streams.Detections.Yaml;
using Streams.Schemas.Events;

namespace Streams.Detections.Rules;

/// <summary>Finds fields of detections and filters that no event of theirs has, or has here, and values that such a field never has.</summary>
internal static class FieldCheck
{
    /// <summary>Of a detection.</summary>
    /// <param name="rule">The detection.</param>
    /// <param name="canMatch">Whether it can match without the fields that no event has.</param>
    /// <param name="auditLevel">What the audit policy records, by its place in <see cref="RuleCheck.AuditLevels"/>.</param>
    public static IEnumerable<RuleError> Of(DetectionRule rule, bool canMatch, int auditLevel)
    {
        if (rule.Logsource.Sources.Count == 0)
        {
            return
            [
                new RuleError(rule.Meta.File, rule.Meta.Line, 1, $"the logsource {rule.Logsource.Text} is none of ours: the rule can never match")
                {
                    Severity = Severity.Warning,
                },
            ];
        }

        var consequence = canMatch ? "what asks for it never holds, the rest of the rule goes on" : "the rule can never match";
        return
        [
            .. Missing(rule.Meta, rule.Fields, rule.Logsource.Sources, rule.Logsource.Text, consequence),
            .. rule.Fields.DistinctBy(u => u.Name).Where(u => MayHave(rule.Logsource.Sources, u.Name)).SelectMany(u => Conditional(rule, u, auditLevel)),
            .. Values(rule.Meta, rule.Items, rule.Logsource.Sources),
            .. FormCheck.Of(rule.Meta, rule.Items, rule.Logsource.Sources),
        ];
    }

    /// <summary>Of a filter: what it looks at must be a field of the rules that it is a part of.</summary>
    public static IEnumerable<RuleError> Of(RuleFilter filter, RuleSet rules)
    {
        EventSource[] sources = [.. rules.Detections.Where(filter.AppliesTo).SelectMany(r => r.Logsource.Sources).Distinct()];
        return sources.Length == 0
            ? []
            :
            [
                .. Missing(filter.Meta, filter.Fields, sources, string.Join(", ", sources.Select(s => s.Name())), "what asks for it never holds"),
                .. Values(filter.Meta, filter.Items, sources),
                .. FormCheck.Of(filter.Meta, filter.Items, sources),
            ];
    }

    /// <summary>The slots of the fields that no event of a rule's logsource has.</summary>
    public static IReadOnlySet<int> Absent(DetectionRule rule, RuleSet rules) =>
        rule.Fields.Where(u => !MayHave(rule.Logsource.Sources, u.Name)).Select(u => rules.Slots.TryIndexOf(u.Name, out var slot) ? slot : -1).ToHashSet();

    private static IEnumerable<RuleError> Missing(
        RuleMeta meta,
        IEnumerable<FieldUse> uses,
        IReadOnlyList<EventSource> sources,
        string of,
        string consequence
    ) =>
        uses.DistinctBy(u => u.Name)
            .Where(u => !MayHave(sources, u.Name))
            .Select(u => At(meta, u, $"no event of {of} has a field '{u.Name}'{FieldCatalogue.Instance.Suggest(sources, u.Name)}: {consequence}"));

    private static IEnumerable<RuleError> Conditional(DetectionRule rule, FieldUse use, int auditLevel)
    {
        if (
            rule.Logsource.MayBe(EventSource.Audit)
            && FieldCatalogue.Instance.AuditLevels.GetValueOrDefault(use.Name.Split('.', 2)[0]) is { } needed
            && Array.IndexOf(RuleCheck.AuditLevels, needed) > auditLevel
        )
        {
            yield return At(rule.Meta, use, $"'{use.Name}' is there at the audit level {needed} only; the policy records {RuleCheck.AuditLevels[auditLevel]}");
        }
        else if (rule.Logsource.Sources.Select(s => FieldCatalogue.Instance.ConditionOf(s, use.Name)).FirstOrDefault(c => c is not null) is { } condition)
        {
            yield return At(rule.Meta, use, $"'{use.Name}' is there only where {condition}");
        }
    }

    /// <summary>Values of fields that have some values and no others.</summary>
    private static IEnumerable<RuleError> Values(RuleMeta meta, IEnumerable<SelectionItem> items, IReadOnlyList<EventSource> sources) =>
        items
            .Where(item => item.Key == item.Field || item.Key == $"{item.Field}|neq")
            .SelectMany(item => item.Values.Select(value => (Item: item, Value: value, Wrong: FieldCatalogue.Instance.WrongValue(sources, item.Field, value))))
            .Where(found => found.Wrong is not null)
            .Select(found => At(meta, new FieldUse(found.Item.Field, found.Item.At), $"'{found.Item.Field}' is never '{found.Value}'{found.Wrong}"));

    private static bool MayHave(IReadOnlyList<EventSource> sources, string field) => sources.Any(s => FieldCatalogue.Instance.MayHave(s, field));

    private static RuleError At(RuleMeta meta, FieldUse use, string message) =>
        new(meta.File, use.At.Line, use.At.Column, message) { Severity = Severity.Warning };
}

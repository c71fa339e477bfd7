using Streams.Detections.Conditions;
using Streams.Detections.Contradictions;
using Streams.Detections.Fields;
using Streams.Detections.Matching;
using Streams.Detections.Yaml;
using Streams.Schemas.Events;

namespace Streams.Detections.Rules;

/// <summary>Finds rules and filters of which two lines are never so of one event.</summary>
internal static class ContradictionCheck
{
    private const string Mend = "what is one or the other is a list of values, or a selection of its own";

    /// <summary>Detections that no event can match.</summary>
    public static IEnumerable<RuleError> Refused(IEnumerable<DetectionRule> rules, FieldSlots slots) =>
        rules
            .Where(rule => rule.Logsource.Sources.Count > 0)
            .Select(rule => (Rule: rule, Found: Of(rule, rule.Condition, rule.Items, slots).Find()))
            .Where(found => found.Found is not null)
            .Select(found => At(found.Rule.Meta, found.Found!.Item, $"{found.Found.Why}: the rule can never match; {Mend}")); // filtered

    /// <summary>Filters that leave out all of a rule that they name, or of every rule that they are a part of.</summary>
    public static IEnumerable<RuleError> Refused(IEnumerable<RuleFilter> filters, IReadOnlyList<DetectionRule> rules, FieldSlots slots)
    {
        foreach (var filter in filters)
        {
            DetectionRule[] of = [.. rules.Where(filter.AppliesTo)];
            var left = of.Select(rule => (Rule: rule, Found: Left(rule, filter, slots))).Where(found => found.Found is not null).ToArray();
            foreach (var (rule, found) in left.Where(_ => filter.Rules.Count > 0 || left.Length == of.Length).Take(filter.Rules.Count > 0 ? left.Length : 1))
            {
                yield return At(
                    filter.Meta,
                    filter.Items.Contains(found!.Item) ? found.Item : filter.Items[0],
                    $"the filter leaves out all that '{rule.Meta.Title}' finds ({found.Why}): to switch a rule off write an override with 'alert: false'"
                ); // filtered
            }
        }
    }

    /// <summary>Selections of a detection that can match which never hold.</summary>
    public static IEnumerable<RuleError> Lost(DetectionRule rule, FieldSlots slots) =>
        rule.Logsource.Sources.Count == 0
            ? []
            : Of(rule, rule.Condition, rule.Items, slots)
                .Lost()
                .Select(found =>
                    At(rule.Meta, found.Item, $"{found.Why}: this never holds, the rest of the rule goes on") with
                    {
                        Severity = Severity.Warning,
                    }
                );

    private static Contradiction? Left(DetectionRule rule, RuleFilter filter, FieldSlots slots) =>
        rule.Logsource.Sources.Count == 0 || filter.Items.Count == 0
            ? null
            : Of(rule, new AllOf([rule.Condition, filter.Condition]), [.. rule.Items, .. filter.Items], slots).Find();

    private static Supposition Of(DetectionRule rule, Expression condition, IReadOnlyList<SelectionItem> items, FieldSlots slots)
    {
        var sources = rule.Logsource.Sources;
        var always = sources
            .Select(s => FieldCatalogue.Instance.Always(s))
            .Aggregate((IEnumerable<string>)[.. FieldCatalogue.Instance.Always(sources[0])], (one, other) => one.Intersect(other));
        var supposition = new Supposition(
            items.ToDictionary(item => item.Condition),
            (one, other) => sources.All(source => IsSingle(source, one, other)),
            always
                .Select(field => slots.TryIndexOf(field, out var slot) ? new Literal(slot, [new Extent(ExtentKind.Other, "")], true, null) : null)
                .OfType<Literal>()
        );
        supposition.Suppose(condition, true);
        return supposition;
    }

    private static bool IsSingle(EventSource source, SelectionItem one, SelectionItem other) =>
        FieldCatalogue.Instance.Together(source, one.Field) is { } together
            ? IsPlain(one) && IsPlain(other) && !(one.Values.Any(together.Contains) && other.Values.Any(together.Contains))
            : FieldCatalogue.Instance.IsSingle(source, one.Field);

    private static bool IsPlain(SelectionItem item) =>
        item.Line is { Modifiers: { IsPlainText: true, Expand: false, Position: TextPosition.Whole } } && !item.Values.Any(v => v.AsSpan().ContainsAny("*?"));

    private static RuleError At(RuleMeta meta, SelectionItem item, string message) => new(meta.File, item.At.Line, item.At.Column, message);
}

using Streams.Detections.Conditions;
using Streams.Detections.Fields;
using Streams.Detections.Yaml;
using Streams.Schemas.Events;

namespace Streams.Detections.Rules;

/// <summary>Finds lines that ask for a kind of value that their field never has.</summary>
internal static class FormCheck
{
    public static IEnumerable<RuleError> Of(RuleMeta meta, IEnumerable<SelectionItem> items, IReadOnlyList<EventSource> sources) =>
        items
            .Select(item => (Item: item, Why: Why(item, sources)))
            .Where(found => found.Why is not null)
            .Select(found => new RuleError(
                meta.File,
                found.Item.At.Line,
                found.Item.At.Column,
                $"'{found.Item.Field}' {found.Why}: '{found.Item.Key}' never holds"
            )
            {
                Severity = Severity.Warning,
            });

    /// <summary>What a field without a value of its own is, for the end of a message; null: it has one.</summary>
    public static string? NoValue(string field, IReadOnlyList<EventSource> sources) =>
        sources.Count > 0 && sources.All(source => FieldCatalogue.Instance.IsObject(source, field))
            ? $"is an object and has no value of its own: name a field in it, as in {field}.{FieldCatalogue.Instance.FirstBelow(sources[0], field)}"
            : null;

    /// <summary>Whether a field is a text in every source.</summary>
    public static bool IsText(string field, IReadOnlyList<EventSource> sources) =>
        sources.Count > 0 && sources.All(source => FieldCatalogue.Instance.IsText(source, field));

    private static string? Why(SelectionItem item, IReadOnlyList<EventSource> sources) =>
        item.Line is not { } line || line.Modifiers.Exists || line.Values.Any(value => value.IsNull()) ? null
        : NoValue(item.Field, sources) is { } without ? without
        : line.Modifiers is { Comparison: not null, Time: null } && IsText(item.Field, sources) ? "is a text, and never greater or less than a number"
        : null;
}

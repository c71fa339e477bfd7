using System.Text.RegularExpressions;
using Streams.Detections.Conditions;
using Streams.Detections.Fields;
using Streams.Detections.Yaml;

namespace Streams.Detections.Rules;

/// <summary>
/// Tells of rules that mean one member of an array and say any: two fields of one array in one map may be of different members, and a negation holds only where no member has what is negated.
/// </summary>
internal static partial class ArrayCheck
{
    public static IEnumerable<RuleError> Of(DetectionRule rule)
    {
        var within = rule
            .Items.Select(item =>
                (Item: item, Array: rule.Logsource.Sources.Select(s => FieldCatalogue.Instance.ArrayOf(s, item.Field)).FirstOrDefault(a => a is not null))
            )
            .Where(i => i.Array is not null)
            .ToArray();
        foreach (var map in within.GroupBy(i => (i.Item.Selection, i.Item.Map, i.Array)).Where(g => g.DistinctBy(i => i.Item.Field).Count() > 1))
        {
            yield return At(
                rule,
                map.Last().Item,
                $"two fields of '{map.Key.Array!.TrimEnd('.')}' may be met by two different members: write '{map.Key.Array.TrimEnd('.')}[any]:' with both below it, and sigma-version: 3"
            ); // filtered
        }

        var negated = rule.Conditions.SelectMany(c => Negations().Matches(c)).Select(m => m.Groups["name"].Value).ToArray();
        foreach (var (item, array) in within.Where(i => negated.Any(name => IsLike(i.Item.Selection, name))).DistinctBy(i => i.Item.Selection))
        {
            yield return At(
                rule,
                item,
                $"'not {item.Selection}' holds only where no member of '{array!.TrimEnd('.')}' has this: write '{array.TrimEnd('.')}[any]:' with a condition of its own where one member is meant, and sigma-version: 3"
            ); // filtered
        }
    }

    private static bool IsLike(string selection, string name) =>
        name == "them" || (name.EndsWith('*') ? selection.StartsWith(name[..^1], StringComparison.Ordinal) : selection == name);

    private static RuleError At(DetectionRule rule, SelectionItem item, string message) =>
        new(rule.Meta.File, item.At.Line, item.At.Column, message) { Severity = Severity.Warning };

    [GeneratedRegex(@"\bnot\s+\(?\s*(?:(?:all|any|[0-9]+)\s+of\s+)?(?<name>[^\s()]+)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Negations();
}

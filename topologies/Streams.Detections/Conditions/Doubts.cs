using System.Text.RegularExpressions;
using Streams.Detections.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Conditions;

/// <summary>Finds doubts in detections.</summary>
internal static partial class Doubts
{
    private const string Timeframe = "timeframe";

    /// <summary>Selections that no condition names, or names by accident, and a time that nothing counts in.</summary>
    public static IEnumerable<Doubt> OfDetection(YamlMappingNode detection, IEnumerable<string> selections, IReadOnlyList<string> conditions)
    {
        var names = conditions.SelectMany(c => Words().Matches(c)).Select(m => m.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var selection in selections.Where(s => !names.Any(name => Names(name, s))))
        {
            yield return new Doubt(PlaceOf(detection, selection), $"no condition names the selection '{selection}': it does nothing");
        }

        if (
            names.Contains("them")
            && selections.FirstOrDefault(s => s.StartsWith("filter", StringComparison.OrdinalIgnoreCase) && !names.Contains(s)) is { } filter
        )
        {
            yield return new Doubt(
                PlaceOf(detection, filter),
                $"'them' takes in '{filter}' as well: where that is left out write 'and not {filter}', and name what is looked for by a pattern, as in 1 of selection_*"
            );
        }

        if (detection.Find(Timeframe) is not null)
        {
            yield return new Doubt(
                PlaceOf(detection, Timeframe),
                "'timeframe' does nothing here, for the condition counts nothing: write a correlation with 'timespan'"
            );
        }
    }

    /// <summary>A name that reads as an array's quantifier, and is none in this document.</summary>
    public static IEnumerable<Doubt> OfField(string name, RuleDocument document, Mark at)
    {
        if (!document.QuantifiesArrays && Quantifier().IsMatch(name))
        {
            yield return new Doubt(
                at,
                $"'{name}': a bracket is a character of the name here; for a quantifier over an array's members write 'sigma-version: 3' at the top"
            );
        }
    }

    private static bool Names(string name, string selection) => (name == "them" && !selection.StartsWith('_')) || SelectionName.IsLike(selection, name);

    private static Mark PlaceOf(YamlMappingNode map, string key) => map.Children.Keys.First(k => k is YamlScalarNode { Value: { } name } && name == key).Start;

    [GeneratedRegex(@"[^\s()]+", RegexOptions.NonBacktracking)]
    private static partial Regex Words();

    [GeneratedRegex(@"\[(any|all|all_or_empty|none|[0-9]+)\]", RegexOptions.NonBacktracking)]
    private static partial Regex Quantifier();
}

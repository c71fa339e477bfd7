using System.Text.RegularExpressions;
using Streams.Detections.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Conditions;

/// <summary>Finds doubts in detections.</summary>
internal static partial class Doubts
{
    private const string Timeframe = "timeframe";

    /// <summary>Selections that no condition names, and a time that nothing counts in.</summary>
    public static IEnumerable<Doubt> OfDetection(YamlMappingNode detection, IEnumerable<string> selections, IReadOnlyList<string> conditions)
    {
        var names = conditions.SelectMany(c => Words().Matches(c)).Select(m => m.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var selection in selections.Where(s => !names.Any(name => Names(name, s))))
        {
            yield return new Doubt(PlaceOf(detection, selection), $"no condition names the selection '{selection}': it does nothing");
        }

        if (detection.Find(Timeframe) is not null)
        {
            yield return new Doubt(
                PlaceOf(detection, Timeframe),
                "'timeframe' does nothing here, for the condition counts nothing: write a correlation with 'timespan'"
            );
        }
    }

    /// <summary>Values that hardly any event has.</summary>
    public static IEnumerable<Doubt> OfValues(IEnumerable<YamlScalarNode> values, Modifiers modifiers)
    {
        foreach (var value in values)
        {
            if (value.Style is ScalarStyle.Literal or ScalarStyle.Folded && value.Value is [.., '\n'])
            {
                yield return new Doubt(value.Start, "the value ends with a line break, which an event must have as well: write |- or >- for one without");
            }
            else if (value.IsPlain() && OtherBase().IsMatch(value.Value ?? ""))
            {
                yield return new Doubt(
                    value.Start,
                    $"'{value.Value}' is compared as the text it is, not as a number: put it in quotes where that is meant, else write the number in decimal"
                );
            }
            else if (modifiers.Encodings.Contains("base64offset") && modifiers.Position == Matching.TextPosition.Whole)
            {
                yield return new Doubt(
                    value.Start,
                    "'base64offset' finds a piece of a longer text, and this is compared with the whole: write base64offset|contains"
                );
            }
        }
    }

    private static bool Names(string name, string selection) => (name == "them" && !selection.StartsWith('_')) || SelectionName.IsLike(selection, name);

    private static Mark PlaceOf(YamlMappingNode map, string key) => map.Children.Keys.First(k => k is YamlScalarNode { Value: { } name } && name == key).Start;

    [GeneratedRegex(@"[^\s()]+", RegexOptions.NonBacktracking)]
    private static partial Regex Words();

    [GeneratedRegex("^[-+]?0(x[0-9a-fA-F]+|o[0-7]+)$", RegexOptions.NonBacktracking)]
    private static partial Regex OtherBase();
}

using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Streams.Detections.Matching;
using Streams.Detections.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Conditions;

/// <summary>Finds values that hardly any event has, or nearly every one.</summary>
internal static partial class ValueDoubts
{
    private const int ShortestOffset = 3;
    private const string CurlyQuotes = "\u2018\u2019\u201c\u201d\u201e";

    /// <summary>Of the values of one field; a value is told of once.</summary>
    public static IEnumerable<Doubt> Of(IReadOnlyList<YamlScalarNode> values, Modifiers modifiers)
    {
        foreach (var value in values)
        {
            var text = value.Value ?? "";
            var message = OfWriting(value, text);
            if (message is null && !modifiers.Exists && !modifiers.FieldReference)
            {
                message = OfMeaning(value, text, modifiers, values.Count > 1);
            }

            if (message is not null)
            {
                yield return new Doubt(value.Start, message);
            }
        }
    }

    /// <summary>Of a keyword.</summary>
    public static IEnumerable<Doubt> OfKeyword(YamlScalarNode value)
    {
        var text = value.Value ?? "";
        var message = OfWriting(value, text);
        if (message is not null || IsAnything(text))
        {
            yield return new Doubt(value.Start, message ?? "every event has such a text");
        }
    }

    private static string? OfWriting(YamlScalarNode value, string text) =>
        value.Style is ScalarStyle.Literal or ScalarStyle.Folded && text is [.., '\n']
            ? "the value ends with a line break, which an event must have as well: write |- or >- for one without"
        : value.IsPlain() && text.Length == 0 ? "no value means null, a field that is not there: write null, or '' for a text that is empty"
        : value.IsPlain() && OddNumber().IsMatch(text)
            ? $"'{text}' is compared as the text it is, not as a number: put it in quotes where that is meant, else write the number in decimal"
        : text.Length > 1 && (CurlyQuotes.Contains(text[0]) || CurlyQuotes.Contains(text[^1])) ? $"the quotes of {text} are a part of the value: write ' or \""
        : HiddenOf(text) is { } hidden
            ? string.Create(CultureInfo.InvariantCulture, $"'{text}' has an invisible character (U+{(int)hidden:X4}), which an event must have as well")
        : null;

    private static string? OfMeaning(YamlScalarNode value, string text, Modifiers modifiers, bool inList) =>
        modifiers.Encodings.Contains("base64offset") && modifiers.Position == TextPosition.Whole
            ? "'base64offset' finds a piece of a longer text, and this is compared with the whole: write base64offset|contains"
        : modifiers.Encodings.Contains("base64offset") && text.Length < ShortestOffset
            ? $"of '{text}' a character or two are left in base64, which most texts have"
        : modifiers.Encodings.Count > 0 ? null
        : modifiers.Regex && RegexMatcher.IsAnything(text, modifiers.RegexOptions) ? "every text matches this: write exists: true"
        : !modifiers.IsPlainText || value.IsNull() ? null
        : modifiers.Position != TextPosition.Whole && IsAnything(text) ? "every text has this: write exists: true"
        : modifiers.Position == TextPosition.Whole && inList && text.Length > 0 && IsAnything(text)
            ? "every text is like this, so the other values of the list do nothing"
        : modifiers.Position == TextPosition.Whole && inList && modifiers.All && !text.Contains('*', StringComparison.Ordinal)
            ? "only an array equals several values: write contains|all, or leave out 'all'"
        : modifiers.Position == TextPosition.Whole && text.Contains('/', StringComparison.Ordinal) && IPNetwork.TryParse(text, out _)
            ? $"no address equals '{text}': write cidr behind the field for the addresses of the network"
        : null;

    private static bool IsAnything(string text) => text.AsSpan().Trim('*').IsEmpty;

    /// <summary>A character that a reader of plain text does not see. In other writings some of them are letters' joints, and rules on disguised texts look for them.</summary>
    private static char? HiddenOf(string text)
    {
        var at = text.AsSpan().IndexOfAny("\u00a0\u00ad\u200b\u2060\ufeff");
        return at >= 0 && Words().IsMatch(text) ? text[at] : null;
    }

    [GeneratedRegex("^(\\+[0-9.]+|[-+]?0(x[0-9a-fA-F]+|o[0-7]+|[0-9]+)|[0-9]+(_[0-9]+)+)$", RegexOptions.NonBacktracking)]
    private static partial Regex OddNumber();

    [GeneratedRegex("[A-Za-z0-9]{2}", RegexOptions.NonBacktracking)]
    private static partial Regex Words();
}

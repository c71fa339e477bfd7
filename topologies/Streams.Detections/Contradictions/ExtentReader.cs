using System.Globalization;
using System.Net;
using Streams.Detections.Conditions;
using Streams.Detections.Matching;
using Streams.Detections.Thresholds;
using Streams.Detections.Yaml;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Contradictions;

/// <summary>Reads what the values of a line take in. The line has compiled, so its values fit its modifiers.</summary>
internal static class ExtentReader
{
    public static Extent Of(YamlScalarNode node, Modifiers modifiers)
    {
        var text = node.Value ?? "";
        var spelling = modifiers.Cased || modifiers.Regex ? $"cased {text}" : text.ToUpperInvariant();
        return modifiers.Exists ? new Extent(text == "true" ? ExtentKind.Present : ExtentKind.Absent, text)
            : node.IsNull() ? new Extent(ExtentKind.Null, "null")
            : modifiers.Comparison is { } comparison && modifiers.Time is null
                ? new Extent(ExtentKind.Number, $"{comparison} {text}")
                {
                    Bound = new Threshold(comparison, double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)),
                }
            : modifiers.Cidr && !modifiers.Expand ? new Extent(ExtentKind.Network, $"cidr {text}") { Network = IPNetwork.Parse(text) }
            : modifiers.IsPlainText && !modifiers.Expand ? Text(WildcardPattern.Parse(text), modifiers, spelling)
            : modifiers.Regex && !modifiers.Expand && RegexMatcher.IsAnything(text, modifiers.RegexOptions)
                ? new Extent(ExtentKind.Text, "re *") { IsExact = true }
            : new Extent(ExtentKind.Other, $"{modifiers.Spelling} {spelling}");
    }

    private static Extent Text(WildcardPattern pattern, Modifiers modifiers, string spelling)
    {
        var whole = pattern.At(modifiers.Position);
        if (!whole.HasWildcard)
        {
            return new Extent(ExtentKind.Text, spelling) { Whole = whole.Literal, Cased = modifiers.Cased };
        }

        var (inner, position) = whole.Trimmed();
        var first = Array.FindIndex(whole.Kinds, kind => kind != WildcardKind.Literal);
        var last = Array.FindLastIndex(whole.Kinds, kind => kind != WildcardKind.Literal);
        return new Extent(ExtentKind.Text, $"{modifiers.Position} {spelling}")
        {
            Prefix = new string(whole.Chars, 0, first),
            Suffix = new string(whole.Chars, last + 1, whole.Chars.Length - last - 1),
            Piece = whole.LongestLiteral,
            IsExact = !inner.HasWildcard && position != TextPosition.Whole,
            Cased = modifiers.Cased,
        };
    }
}

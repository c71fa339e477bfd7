using System.Text;

namespace Streams.Detections.Matching;

/// <summary>
/// Sigma's string: <c>*</c> any characters, <c>?</c> one; <c>\*</c>, <c>\?</c> and <c>\\</c> (before a wildcard) are literal, any other backslash is itself.
/// </summary>
internal sealed class WildcardPattern
{
    private WildcardPattern(char[] chars, WildcardKind[] kinds) => (Chars, Kinds) = (chars, kinds);

    public char[] Chars { get; }

    public WildcardKind[] Kinds { get; }

    public bool HasWildcard => Array.Exists(Kinds, kind => kind != WildcardKind.Literal);

    public string Literal => new(Chars);

    public static WildcardPattern Parse(string text)
    {
        var chars = new StringBuilder(text.Length);
        var kinds = new List<WildcardKind>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var (c, kind) = (text[i], WildcardKind.Literal);
            if (c == '\\' && i + 1 < text.Length && text[i + 1] is '*' or '?' or '\\')
            {
                c = text[++i];
            }
            else if (c is '*' or '?')
            {
                kind = c == '*' ? WildcardKind.Any : WildcardKind.One;
            }

            chars.Append(c);
            kinds.Add(kind);
        }

        return new WildcardPattern(chars.ToString().ToCharArray(), [.. kinds]);
    }

    /// <summary>The same pattern with anything before, after, or both.</summary>
    public WildcardPattern At(TextPosition position)
    {
        var before = position is TextPosition.End or TextPosition.Anywhere;
        var after = position is TextPosition.Start or TextPosition.Anywhere;
        return new WildcardPattern(
            [.. before ? "*" : "", .. Chars, .. after ? "*" : ""],
            [.. Stars(before), .. Kinds, .. Stars(after)]);
    }

    private static WildcardKind[] Stars(bool wanted) => wanted ? [WildcardKind.Any] : [];
}

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

    /// <summary>What <see cref="WildcardKind.Dash"/> stands for.</summary>
    public static ReadOnlySpan<char> Dashes => "-/\u2013\u2014\u2015";

    /// <summary>The same pattern, where every dash that begins a word may be any of them (modifier <c>windash</c>).</summary>
    public WildcardPattern WithAnyDash()
    {
        var kinds = (WildcardKind[])Kinds.Clone();
        for (var i = 0; i + 1 < kinds.Length; i++)
        {
            if (kinds[i] == WildcardKind.Literal && Dashes.Contains(Chars[i]) && !IsWord(i - 1) && IsWord(i + 1))
            {
                kinds[i] = WildcardKind.Dash;
            }
        }

        return new WildcardPattern(Chars, kinds);
    }

    /// <summary>The longest text without a wildcard inside.</summary>
    public string LongestLiteral
    {
        get
        {
            var (best, bestLength, from) = (0, 0, 0);
            for (var i = 0; i <= Kinds.Length; i++)
            {
                if (i == Kinds.Length || Kinds[i] != WildcardKind.Literal)
                {
                    (best, bestLength) = i - from > bestLength ? (from, i - from) : (best, bestLength);
                    from = i + 1;
                }
            }

            return new string(Chars, best, bestLength);
        }
    }

    /// <summary>The same pattern with its outer <c>*</c> said as a position: <c>*a</c> is an end that is <c>a</c>.</summary>
    public (WildcardPattern Inner, TextPosition Position) Trimmed()
    {
        var (from, to) = (0, Kinds.Length);
        while (from < to && Kinds[from] == WildcardKind.Any)
        {
            from++;
        }

        while (to > from && Kinds[to - 1] == WildcardKind.Any)
        {
            to--;
        }

        var (before, after) = (from > 0, to < Kinds.Length);
        var position =
            before ? (after || from == to ? TextPosition.Anywhere : TextPosition.End)
            : after ? TextPosition.Start
            : TextPosition.Whole;
        return (new WildcardPattern(Chars[from..to], Kinds[from..to]), position);
    }

    /// <summary>The same pattern with anything before, after, or both.</summary>
    public WildcardPattern At(TextPosition position)
    {
        var before = position is TextPosition.End or TextPosition.Anywhere;
        var after = position is TextPosition.Start or TextPosition.Anywhere;
        return new WildcardPattern([.. before ? "*" : "", .. Chars, .. after ? "*" : ""], [.. Stars(before), .. Kinds, .. Stars(after)]);
    }

    private bool IsWord(int at) => at >= 0 && Kinds[at] == WildcardKind.Literal && (char.IsLetterOrDigit(Chars[at]) || Chars[at] == '_');

    private static WildcardKind[] Stars(bool wanted) => wanted ? [WildcardKind.Any] : [];
}

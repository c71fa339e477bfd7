using System.Buffers;
using System.Globalization;
using System.Text;

namespace Streams.Redaction;

/// <summary>Signs that a terminal or a page would obey and not show: control signs, ANSI's escape, those that turn the direction of text or have no width.</summary>
public static class ControlSigns
{
    private static readonly SearchValues<char> Obeyed = SearchValues.Create([.. Signs()]);

    /// <summary>The text with such signs written as escapes, as in <c>\u001b</c>; the same object where it has none.</summary>
    public static string Escape(string text)
    {
        var at = text.AsSpan().IndexOfAny(Obeyed);
        if (at < 0)
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 16).Append(text, 0, at);
        foreach (var sign in text.AsSpan(at))
        {
            _ = sign switch
            {
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                '\t' => escaped.Append("\\t"),
                _ when Obeyed.Contains(sign) => escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)sign:x4}"),
                _ => escaped.Append(sign),
            };
        }

        return escaped.ToString();
    }

    private static IEnumerable<char> Signs()
    {
        for (var code = 0; code < 0xFFFF; code++)
        {
            var sign = (char)code;
            if (
                char.IsControl(sign)
                || char.GetUnicodeCategory(sign) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            )
            {
                yield return sign;
            }
        }
    }
}

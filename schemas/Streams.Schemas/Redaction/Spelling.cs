using System.Buffers;
using System.Text;

namespace Streams.Schemas.Redaction;

/// <summary>Text as it reads without the escapes of a name server's log (<c>\ </c>, <c>\.</c>, <c>\032</c>) and of a URL (<c>%20</c>): a secret is known by its surroundings, and they may be spelt so.</summary>
internal static class Spelling
{
    private const int Digits = 3;
    private static readonly SearchValues<char> Escapes = SearchValues.Create("\\%");

    /// <summary>The plain spelling; the same object where it is plain already.</summary>
    public static string Plain(string text)
    {
        if (!text.AsSpan().ContainsAny(Escapes))
        {
            return text;
        }

        // A backslash within JSON is JSON's, which the patterns know.
        var isJson = text.AsSpan().TrimStart() is ['{', '"' or '}' or ' ' or '\n', ..] or ['[', '"' or '{' or '[', ..];
        StringBuilder? plain = null;
        var from = 0;
        for (var at = Next(text, 0); at >= 0; at = Next(text, at))
        {
            var (sign, length) =
                text[at] == '%' ? Percent(text, at)
                : isJson ? default
                : Backslash(text, at);
            if (length > 0)
            {
                (plain ??= new StringBuilder(text.Length)).Append(text, from, at - from).Append(sign);
                from = at + length;
            }

            at += Math.Max(1, length);
        }

        return plain is null ? text : plain.Append(text, from, text.Length - from).ToString();
    }

    private static int Next(string text, int at) => text.AsSpan(at).IndexOfAny(Escapes) is >= 0 and var more ? at + more : -1;

    private static (char Sign, int Length) Percent(string text, int at) =>
        at + 2 < text.Length && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2])
            ? (Sign(Convert.FromHexString(text.AsSpan(at + 1, 2))[0]), 3)
            : default;

    private static (char Sign, int Length) Backslash(string text, int at)
    {
        if (at + 1 < text.Length && (text[at + 1] == ' ' || char.IsPunctuation(text[at + 1]) || char.IsSymbol(text[at + 1])))
        {
            return (text[at + 1], 2);
        }

        return at + Digits < text.Length && byte.TryParse(text.AsSpan(at + 1, Digits), System.Globalization.NumberStyles.None, null, out var number)
            ? (Sign(number), Digits + 1)
            : default;
    }

    /// <summary>What is no sign of ASCII stands for itself no more; it is no part of what makes a secret known.</summary>
    private static char Sign(byte value) => value < 0x80 ? (char)value : '?';
}

using System.Buffers;
using System.Globalization;
using System.Text;

namespace Streams.Redaction;

/// <summary>Text as it reads without the escapes of a name server's log (<c>\ </c>, <c>\.</c>, <c>\032</c>) and of a URL (<c>%20</c>), and with blanks between the arguments that the kernel parts by zeros: a secret is known by its surroundings, and they may be spelt so.</summary>
internal static class Spelling
{
    private const int Digits = 3;
    private const int MostBytes = 4;

    /// <summary>So many backslashes stand before an escape at most.</summary>
    private const int DeepestJson = 127;
    private static readonly SearchValues<char> Escapes = SearchValues.Create("\\%\0");

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
                : text[at] == '\0' ? (' ', 1)
                : Unicode(text, at) is { Length: > 0 } escaped ? escaped
                : WithinJson(text, at) is { Length: > 0 } inner ? inner
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

    /// <summary>However often it was escaped: <c>%2561</c> is an <c>a</c> too.</summary>
    private static (char Sign, int Length) Percent(string text, int at)
    {
        var digits = at + 1;
        while (text.AsSpan(digits).StartsWith("25", StringComparison.Ordinal) && IsEscape(text, digits + 2))
        {
            digits += 2;
        }

        if (!IsEscape(text, digits))
        {
            return default;
        }

        // Of a sign outside ASCII each byte is escaped.
        Span<byte> bytes = stackalloc byte[MostBytes];
        var count = 0;
        for (var next = digits; count < MostBytes && IsEscape(text, next); next += 3)
        {
            bytes[count++] = (byte)((Digit(text[next]) << 4) | Digit(text[next + 1]));
            if (bytes[0] < 0x80 || next + 2 >= text.Length || text[next + 2] != '%')
            {
                break;
            }
        }

        return Rune.DecodeFromUtf8(bytes[..count], out var rune, out var used) == OperationStatus.Done && bytes[0] >= 0x80 && rune.IsBmp
            ? ((char)rune.Value, digits - at + (3 * used) - 1)
            : (Sign(bytes[0]), digits + 2 - at);
    }

    private static bool IsEscape(string text, int at) => at + 1 < text.Length && char.IsAsciiHexDigit(text[at]) && char.IsAsciiHexDigit(text[at + 1]);

    /// <summary>JSON's escape of a sign that needs none (<c>\u0027</c>), as .NET and Go write it, within JSON that stands in JSON too; a backslash stays one.</summary>
    private static (char Sign, int Length) Unicode(string text, int at)
    {
        var mark = at;
        while (mark < text.Length && text[mark] == '\\' && mark - at < DeepestJson)
        {
            mark++;
        }

        return
            text.AsSpan(mark) is ['u', _, _, _, _, ..] digits
            && ushort.TryParse(digits.Slice(1, 4), NumberStyles.AllowHexSpecifier, null, out var value)
            && (value == 0 || IsShown((char)value))
            ? (value == 0 ? ' ' : (char)value, mark + 5 - at)
            : default;
    }

    /// <summary>What ends no string, escapes nothing and is no half of a sign: of those outside ASCII letters and punctuation, by which names in other languages are known.</summary>
    private static bool IsShown(char sign) => sign is >= ' ' and < '\x7f' and not '\\' || (sign > '\x7f' && (char.IsLetter(sign) || char.IsPunctuation(sign)));

    private static int Digit(char hexadecimal) => char.IsAsciiDigit(hexadecimal) ? hexadecimal - '0' : (hexadecimal | 0x20) - 'a' + 10;

    /// <summary>What is no escape of JSON's was one in the text that JSON quotes: <c>\\\\:</c>.</summary>
    private static (char Sign, int Length) WithinJson(string text, int at)
    {
        var last = at;
        while (last + 1 < text.Length && text[last + 1] == '\\' && last - at < DeepestJson)
        {
            last++;
        }

        return last > at && last + 1 < text.Length && text[last + 1] is not ('"' or '/' or '\'' or '\\') && Backslash(text, last) is { Length: > 0 } escaped
            ? (escaped.Sign, last - at + escaped.Length)
            : (default, 0);
    }

    private static (char Sign, int Length) Backslash(string text, int at)
    {
        if (at + 1 < text.Length && (text[at + 1] == ' ' || char.IsPunctuation(text[at + 1]) || char.IsSymbol(text[at + 1])))
        {
            return (text[at + 1], 2);
        }

        return at + Digits < text.Length && byte.TryParse(text.AsSpan(at + 1, Digits), NumberStyles.None, null, out var number)
            ? (Sign(number), Digits + 1)
            : default;
    }

    /// <summary>What is no sign of ASCII stands for itself no more; it is no part of what makes a secret known.</summary>
    private static char Sign(byte value) =>
        value switch
        {
            0 => ' ',
            < 0x80 => (char)value,
            _ => '?',
        };
}

using System.Text;
using System.Text.Unicode;

namespace Streams.Schemas.Json;

/// <summary>
/// Makes the text of a JSON document decodable: what is no UTF-8 and every lone surrogate becomes U+FFFD.
/// An attacker who puts such a thing into a field must not keep the rules from seeing the event.
/// </summary>
public static class JsonRepair
{
    private const int EscapeLength = 6;

    /// <summary>The same bytes where nothing is wrong, else a repaired copy.</summary>
    public static ReadOnlyMemory<byte> Clean(ReadOnlyMemory<byte> json)
    {
        var bytes = Utf8.IsValid(json.Span) ? json : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json.Span));
        return HasSurrogateEscape(bytes.Span) ? WithoutLoneSurrogates(bytes.ToArray()) : bytes;
    }

    private static bool HasSurrogateEscape(ReadOnlySpan<byte> json) => json.IndexOf("\\ud"u8) >= 0 || json.IndexOf("\\uD"u8) >= 0;

    private static byte[] WithoutLoneSurrogates(byte[] json)
    {
        for (var i = 0; i + 1 < json.Length; i++)
        {
            if (json[i] != (byte)'\\')
            {
                continue;
            }

            if (!IsHigh(json, i) && !IsLow(json, i))
            {
                i++; // the escaped character; the rest of \\uXXXX holds no backslash
            }
            else if (IsHigh(json, i) && IsLow(json, i + EscapeLength))
            {
                i += (2 * EscapeLength) - 1;
            }
            else
            {
                "\\ufffd"u8.CopyTo(json.AsSpan(i));
                i += EscapeLength - 1;
            }
        }

        return json;
    }

    private static bool IsHigh(byte[] json, int at) => Third(json, at) is (byte)'8' or (byte)'9' or (byte)'a' or (byte)'b' or (byte)'A' or (byte)'B';

    private static bool IsLow(byte[] json, int at) =>
        Third(json, at) is (byte)'c' or (byte)'d' or (byte)'e' or (byte)'f' or (byte)'C' or (byte)'D' or (byte)'E' or (byte)'F';

    /// <summary>The second hex digit of <c>\uDXXX</c>, or 0 where that does not stand there.</summary>
    private static byte Third(byte[] json, int at) =>
        at + EscapeLength <= json.Length && json[at] == (byte)'\\' && json[at + 1] == (byte)'u' && json[at + 2] is (byte)'d' or (byte)'D'
            ? json[at + 3]
            : (byte)0;
}

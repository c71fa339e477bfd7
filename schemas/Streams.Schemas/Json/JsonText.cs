using System.Buffers.Text;
using System.Text;
using Streams.Schemas.Text;

namespace Streams.Schemas.Json;

/// <summary>Takes the escapes out of a JSON string. A lone surrogate becomes U+FFFD; nothing throws.</summary>
internal static class JsonText
{
    /// <summary>Appends the text of a raw string (without its quotes).</summary>
    public static void Unescape(ReadOnlySpan<byte> raw, ByteBuffer into)
    {
        var target = into.Reserve(raw.Length);
        var (at, written) = (0, 0);
        while (at < raw.Length)
        {
            var next = raw[at..].IndexOf((byte)'\\');
            var plain = next < 0 ? raw[at..] : raw.Slice(at, next);
            plain.CopyTo(target[written..]);
            written += plain.Length;
            at += plain.Length;
            if (next >= 0)
            {
                at = Escape(raw, at + 1, target, ref written);
            }
        }

        into.Advance(written);
    }

    private static int Escape(ReadOnlySpan<byte> raw, int at, Span<byte> target, ref int written)
    {
        if (at >= raw.Length)
        {
            return at;
        }

        if (raw[at] == 'u')
        {
            return Unicode(raw, at + 1, target, ref written);
        }

        target[written++] = raw[at] switch
        {
            (byte)'n' => (byte)'\n',
            (byte)'t' => (byte)'\t',
            (byte)'r' => (byte)'\r',
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            var other => other,
        };
        return at + 1;
    }

    private static int Unicode(ReadOnlySpan<byte> raw, int at, Span<byte> target, ref int written)
    {
        var rune = Rune.ReplacementChar;
        if (!TryHex(raw, at, out var first))
        {
            return Math.Min(at + 4, raw.Length);
        }

        at += 4;
        if (!Rune.TryCreate((char)first, out rune))
        {
            rune = Rune.ReplacementChar;
            if (raw[at..].StartsWith("\\u"u8) && TryHex(raw, at + 2, out var second) && Rune.TryCreate((char)first, (char)second, out var pair))
            {
                rune = pair;
                at += 6;
            }
        }

        written += rune.EncodeToUtf8(target[written..]);
        return at;
    }

    private static bool TryHex(ReadOnlySpan<byte> raw, int at, out ushort value)
    {
        value = 0;
        return at + 4 <= raw.Length && Utf8Parser.TryParse(raw.Slice(at, 4), out value, out var used, 'x') && used == 4;
    }
}

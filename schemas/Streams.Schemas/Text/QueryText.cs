using System.Buffers.Text;

namespace Streams.Schemas.Text;

/// <summary>Reads the path and the query of a URI.</summary>
internal static class QueryText
{
    /// <summary>Writes the decoded values of a parameter, whichever way its name is escaped, joined by blanks, and returns their length. The destination is at least as long as the query.</summary>
    public static int Join(ReadOnlySpan<byte> query, ReadOnlySpan<byte> parameter, Span<byte> destination)
    {
        var (written, any) = (0, false);
        while (!query.IsEmpty)
        {
            var pair = Words.Cut(ref query, (byte)'&');
            var equals = pair.IndexOf((byte)'=');
            if (equals < 0 || !Is(pair[..equals], parameter))
            {
                continue;
            }

            if (any)
            {
                destination[written++] = (byte)' ';
            }

            any = true;
            written += Decode(pair[(equals + 1)..], destination[written..]);
        }

        return written;
    }

    /// <summary>Whether the query has a parameter of this name with this value, whichever way they are escaped.</summary>
    public static bool Has(ReadOnlySpan<byte> query, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        while (!query.IsEmpty)
        {
            var pair = Words.Cut(ref query, (byte)'&');
            var equals = pair.IndexOf((byte)'=');
            if (equals >= 0 && Is(pair[..equals], name) && Is(pair[(equals + 1)..], value))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes a path with its percent escapes decoded once, and returns its length. The destination is at least as long as the path.</summary>
    public static int DecodePath(ReadOnlySpan<byte> path, Span<byte> destination) => Decode(path, destination, false);

    private static bool Is(ReadOnlySpan<byte> escaped, ReadOnlySpan<byte> text)
    {
        // An escape takes three bytes for one: what is longer cannot be the text.
        Span<byte> decoded = stackalloc byte[64];
        return escaped.Length >= text.Length
            && escaped.Length <= Math.Min(decoded.Length, text.Length * 3)
            && decoded[..Decode(escaped, decoded)].SequenceEqual(text);
    }

    private static int Decode(ReadOnlySpan<byte> text, Span<byte> destination, bool isQuery = true)
    {
        var written = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var octet = text[at];
            if (octet == '%' && at + 2 < text.Length && Utf8Parser.TryParse(text.Slice(at + 1, 2), out byte value, out var used, 'x') && used == 2)
            {
                octet = value;
                at += 2;
            }
            else if (octet == '+' && isQuery)
            {
                octet = (byte)' ';
            }

            destination[written++] = octet;
        }

        return written;
    }
}

namespace Streams.Schemas.Dns;

/// <summary>
/// Names in presentation form, as DNS servers print them: a backslash before a blank, a quote or a backslash; <c>\DDD</c> for an octet in decimal (RFC 1035 §5.1).
/// </summary>
internal static class DnsName
{
    /// <summary>Where the name ends that begins the text: at the first blank that no backslash stands before.</summary>
    public static int End(ReadOnlySpan<byte> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var next = text[at..].IndexOfAny((byte)' ', (byte)'\\');
            if (next < 0)
            {
                return text.Length;
            }

            at += next;
            if (text[at] == ' ')
            {
                return at;
            }

            at++;
        }

        return text.Length;
    }

    /// <summary>Where the quote stands that ends the name: the first that no backslash stands before; −1 where there is none.</summary>
    public static int Quoted(ReadOnlySpan<byte> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                return at;
            }

            at += text[at] == '\\' ? 1 : 0;
        }

        return -1;
    }

    /// <summary>Writes the name in lower case, its escapes as they are: so two names never become one.</summary>
    public static int Write(ReadOnlySpan<byte> name, Span<byte> destination)
    {
        for (var at = 0; at < name.Length; at++)
        {
            destination[at] = name[at] is >= (byte)'A' and <= (byte)'Z' ? (byte)(name[at] | 0x20) : name[at];
        }

        return name.Length;
    }
}

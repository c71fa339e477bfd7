namespace Streams.Schemas.Text;

/// <summary>Internet addresses as text: reads IPv4 and IPv6, writes the form of RFC 5952. A zone (<c>%eth0</c>) is dropped.</summary>
internal static class IpAddress
{
    /// <summary>The longest canonical text.</summary>
    public const int MaxLength = 45;

    /// <summary>Writes the canonical form; false where the text is no address. An IPv4-mapped address is written as IPv4.</summary>
    public static bool TryCanonical(ReadOnlySpan<byte> text, Span<byte> destination, out int written)
    {
        written = 0;
        Span<byte> octets = stackalloc byte[16];
        if (TryParseV4(text, octets))
        {
            written = WriteV4(octets[..4], destination);
            return true;
        }

        var zone = text.IndexOf((byte)'%');
        if (!TryParseV6(zone < 0 ? text : text[..zone], octets))
        {
            return false;
        }

        written = IpV6Text.Write(octets, destination);
        return true;
    }

    /// <summary>Adds an address to the fields in canonical form; false, and nothing added, where the text is none.</summary>
    public static bool TryAdd(Events.FieldSet fields, Events.Field field, ReadOnlySpan<byte> text)
    {
        Span<byte> canonical = stackalloc byte[MaxLength];
        if (!TryCanonical(text, canonical, out var length))
        {
            return false;
        }

        fields.Add(field, canonical[..length]);
        return true;
    }

    /// <summary>Reads four decimal octets.</summary>
    public static bool TryParseV4(ReadOnlySpan<byte> text, Span<byte> octets)
    {
        var (value, digits, count) = (0, 0, 0);
        foreach (var c in text)
        {
            if (c == '.' && digits > 0 && count < 3)
            {
                octets[count++] = (byte)value;
                (value, digits) = (0, 0);
                continue;
            }

            value = (value * 10) + (c - '0');
            if (c is < (byte)'0' or > (byte)'9' || ++digits > 3 || value > 255)
            {
                return false;
            }
        }

        if (count != 3 || digits == 0)
        {
            return false;
        }

        octets[3] = (byte)value;
        return true;
    }

    internal static int WriteV4(ReadOnlySpan<byte> octets, Span<byte> destination)
    {
        var at = 0;
        for (var i = 0; i < 4; i++)
        {
            if (i > 0)
            {
                destination[at++] = (byte)'.';
            }

            System.Buffers.Text.Utf8Formatter.TryFormat(octets[i], destination[at..], out var used);
            at += used;
        }

        return at;
    }

    private static bool TryParseV6(ReadOnlySpan<byte> text, Span<byte> octets)
    {
        var gap = text.IndexOf("::"u8);
        octets.Clear();
        if (gap < 0)
        {
            return Groups(text, octets) == 16;
        }

        Span<byte> tail = stackalloc byte[16];
        var left = text[..gap];
        var right = text[(gap + 2)..];
        var head = left.IsEmpty ? 0 : Groups(left, octets);
        var rest = right.IsEmpty ? 0 : Groups(right, tail);
        if (head < 0 || rest < 0 || head + rest > 14)
        {
            return false;
        }

        octets[head..].Clear();
        tail[..rest].CopyTo(octets[(16 - rest)..]);
        return true;
    }

    private static int Groups(ReadOnlySpan<byte> text, Span<byte> octets)
    {
        var at = 0;
        while (true)
        {
            var colon = text.IndexOf((byte)':');
            var group = colon < 0 ? text : text[..colon];
            if (colon < 0 && at <= 12 && group.Contains((byte)'.'))
            {
                return TryParseV4(group, octets[at..]) ? at + 4 : -1;
            }

            if (
                at > 14
                || group.Length is 0 or > 4
                || !System.Buffers.Text.Utf8Parser.TryParse(group, out ushort value, out var used, 'x')
                || used != group.Length
            )
            {
                return -1;
            }

            octets[at++] = (byte)(value >> 8);
            octets[at++] = (byte)value;
            if (colon < 0)
            {
                return at;
            }

            text = text[(colon + 1)..];
        }
    }
}

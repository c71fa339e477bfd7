namespace Streams.Schemas.Text;

/// <summary>Writes sixteen octets in the form of RFC 5952: lower case, no leading zeros, the longest run of zero groups as <c>::</c>.</summary>
internal static class IpV6Text
{
    private static ReadOnlySpan<byte> Digits => "0123456789abcdef"u8;

    /// <summary>Writes the address and returns its length.</summary>
    public static int Write(ReadOnlySpan<byte> octets, Span<byte> destination)
    {
        if (octets[..10].IndexOfAnyExcept((byte)0) < 0 && octets[10] == 0xff && octets[11] == 0xff)
        {
            return IpAddress.WriteV4(octets[12..], destination);
        }

        var (run, length) = LongestRun(octets);
        var at = 0;
        for (var group = 0; group < 8; group++)
        {
            if (group == run)
            {
                destination[at++] = (byte)':';
                destination[at++] = (byte)':';
                group += length - 1;
                continue;
            }

            if (group > 0 && group != run + length)
            {
                destination[at++] = (byte)':';
            }

            at = Group((octets[group * 2] << 8) | octets[(group * 2) + 1], destination, at);
        }

        return at;
    }

    private static int Group(int value, Span<byte> destination, int at)
    {
        var shift =
            value >= 0x1000 ? 12
            : value >= 0x100 ? 8
            : value >= 0x10 ? 4
            : 0;
        for (; shift >= 0; shift -= 4)
        {
            destination[at++] = Digits[(value >> shift) & 15];
        }

        return at;
    }

    private static (int Start, int Length) LongestRun(ReadOnlySpan<byte> octets)
    {
        var (best, bestLength, start) = (-9, 1, -1);
        for (var group = 0; group <= 8; group++)
        {
            if (group < 8 && octets[group * 2] == 0 && octets[(group * 2) + 1] == 0)
            {
                start = start < 0 ? group : start;
                continue;
            }

            if (start >= 0 && group - start > bestLength)
            {
                (best, bestLength) = (start, group - start);
            }

            start = -1;
        }

        return (best, best < 0 ? 0 : bestLength);
    }
}

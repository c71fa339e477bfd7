namespace Streams.Schemas.Kernel;

/// <summary>IANA's protocol names, in lower case, for what netfilter prints after <c>PROTO=</c>.</summary>
internal static class Transport
{
    private static readonly byte[][] Printed =
    [
        .. new[] { "TCP", "UDP", "ICMP", "ICMPv6", "SCTP", "UDPLITE", "ESP", "AH" }.Select(System.Text.Encoding.ASCII.GetBytes),
    ];
    private static readonly byte[][] Names =
    [
        .. new[] { "tcp", "udp", "icmp", "ipv6-icmp", "sctp", "udplite", "esp", "ah" }.Select(System.Text.Encoding.ASCII.GetBytes),
    ];
    private static readonly byte[][] Numbered =
    [
        .. new[]
        {
            "1 icmp",
            "2 igmp",
            "4 ipv4",
            "6 tcp",
            "17 udp",
            "33 dccp",
            "41 ipv6",
            "47 gre",
            "50 esp",
            "51 ah",
            "58 ipv6-icmp",
            "89 ospfigp",
            "103 pim",
            "112 vrrp",
            "132 sctp",
            "136 udplite",
        }.Select(System.Text.Encoding.ASCII.GetBytes),
    ];

    /// <summary>The name; the text itself where it is not known.</summary>
    public static ReadOnlySpan<byte> Name(ReadOnlySpan<byte> printed)
    {
        for (var i = 0; i < Printed.Length; i++)
        {
            if (printed.SequenceEqual(Printed[i]))
            {
                return Names[i];
            }
        }

        foreach (var entry in Numbered)
        {
            var blank = entry.AsSpan().IndexOf((byte)' ');
            if (printed.SequenceEqual(entry.AsSpan(0, blank)))
            {
                return entry.AsSpan(blank + 1);
            }
        }

        return printed;
    }
}

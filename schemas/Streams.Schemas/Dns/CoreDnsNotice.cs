namespace Streams.Schemas.Dns;

/// <summary>Tells CoreDNS' own notices from what is not CoreDNS'.</summary>
internal static class CoreDnsNotice
{
    private static readonly byte[][] Beginnings =
    [
        .. new[]
        {
            "[INFO] ",
            "[ERROR] ",
            "[WARNING] ",
            "[DEBUG] ",
            "[FATAL] ",
            "[PANIC] ",
            "CoreDNS-",
            "maxprocs: ",
            "linux/",
            "plugin/",
            "   ______",
            "  / ____/",
            " / /___/",
            " \\____/",
            ".:",
            "goroutine ",
            "panic: ",
        }.Select(System.Text.Encoding.ASCII.GetBytes),
    ];

    /// <summary>Whether the line is one that CoreDNS prints.</summary>
    public static bool IsOne(ReadOnlySpan<byte> line)
    {
        foreach (var beginning in Beginnings)
        {
            if (line.StartsWith(beginning))
            {
                return true;
            }
        }

        return IsZone(line) || IsKlog(line);
    }

    /// <summary>CoreDNS' own line behind the header of Kubernetes' log library, as wrappers of it print; empty where it is none.</summary>
    public static ReadOnlySpan<byte> BehindKlog(ReadOnlySpan<byte> line) =>
        IsKlog(line) && line.IndexOf("] ["u8) is > 0 and var end && line.IndexOf((byte)']') == end ? line[(end + 2)..] : default;

    /// <summary>Its Kubernetes client's: <c>W1124 10:00:01.123456       1 reflector.go:539] …</c></summary>
    private static bool IsKlog(ReadOnlySpan<byte> line) =>
        line.Length > 30
        && line[0] is (byte)'I' or (byte)'W' or (byte)'E' or (byte)'F'
        && line[1..5].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
        && line[5] == ' '
        && line[8] == ':'
        && line.IndexOf(".go:"u8) > 20
        && line.IndexOf("dnsmasq["u8) < 0;

    /// <summary><c>cluster.local.:53 on 127.0.0.1</c>, <c>dns://example.com.:53</c></summary>
    private static bool IsZone(ReadOnlySpan<byte> line)
    {
        var blank = line.IndexOf((byte)' ');
        var zone = blank < 0 ? line : line[..blank];
        var colon = zone.LastIndexOf(".:"u8);
        return colon > 0
            && colon + 2 < zone.Length
            && zone[(colon + 2)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            && (blank < 0 || line[blank..].StartsWith(" on "u8));
    }
}

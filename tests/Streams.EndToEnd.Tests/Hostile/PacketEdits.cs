using Streams.Schemas.Events;

namespace Streams.EndToEnd.Tests.Hostile;

/// <summary>The author of a policy chooses the words before a packet; a pod, its options.</summary>
internal static class PacketEdits
{
    public static IEnumerable<Edit> All =>
        [
            Prefix("prefix made up like a packet", "IN=x OUT=y SRC=192.0.2.1 DST=192.0.2.2 LEN=1 PROTO=TCP SPT=1 DPT=2 z"),
            Prefix("prefix without a blank at its end", "calico-packet"),
            Script.Lines("packets with options, marks and owners", EventSource.Kernel, line =>
                line.TrimEnd() + " OPT (020405B40402080A) UID=1000 GID=1000 MARK=0x10000 "
            ),
        ];

    private static Edit Prefix(string name, string prefix) =>
        Script.Lines(name, EventSource.Kernel, line => line.Replace("calico-packet: ", prefix, StringComparison.Ordinal));
}

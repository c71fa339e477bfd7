using Streams.EndToEnd.Tests.Support;

namespace Streams.EndToEnd.Tests.Sources;

/// <summary>Real netfilter lines: nftables' LOG in a network namespace of the test's own, in which an address has its place.</summary>
internal static class NetfilterSource
{
    private const string AllNamespaces = "/proc/sys/net/netfilter/nf_log_all_netns";

    /// <summary>One packet from an address to another and its port, logged by the kernel as an allowed new flow.</summary>
    public static void Connect(string from, string to, int port)
    {
        var before = File.ReadAllText(AllNamespaces);
        File.WriteAllText(AllNamespaces, "1");
        try
        {
            var script = $"""
                set -e
                ip link add flow type veth peer name far
                ip link set far up
                ip link set flow up
                ip addr add {from}/24 dev flow
                ip route add default dev flow
                ip neigh add {to} lladdr 02:00:00:00:00:01 dev flow
                nft add table ip flows
                nft 'add chain ip flows out {"{"} type filter hook output priority 0; {"}"}'
                nft 'add rule ip flows out tcp flags syn log prefix "calico-packet: "'
                timeout 1 bash -c 'echo >/dev/tcp/{to}/{port}' 2>/dev/null || true
                """;
            var (code, output) = SharedTools.Run("unshare", "--net", "bash", "-c", script);
            Assert.True(code == 0, output);
        }
        finally
        {
            File.WriteAllText(AllNamespaces, before);
        }
    }
}

using System.Globalization;
using System.Text;

namespace Streams.EndToEnd.Tests.Servers;

/// <summary>What tests use that need an alert and no recording: a flow, and the rule of it, which alerts by source.</summary>
internal static class Flow
{
    private const string Rule = """
        title: A flow
        id: 5e0c7d5a-6a9e-4a52-8f0c-3a3f6f0f1a01
        name: a_flow
        logsource: {product: linux, service: netfilter}
        detection: {x: {destination.port: 4444}, condition: x}
        level: high
        streams: {group-by: [streams.source_ip], suppress: 1s}

        """;

    /// <summary>Writes the rule into the folder's <c>rules</c>.</summary>
    public static void WriteRule(TemporaryFolder folder)
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "rules"));
        folder.Write("rules/flow.yml", Rule);
    }

    /// <summary>A line of the kernel about a flow of now; the rule looks for port 4444.</summary>
    public static byte[] Line(string source, int port = 4444) =>
        Encoding.UTF8.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ss.ffffff}+00:00 node-1 kernel: [ 5762.706741] calico-packet: IN=caliafbe5534d96 OUT=eth0 MAC=ee:ee:ee:ee:ee:ee:fa:eb:82:b0:b6:79:08:00 SRC={source} DST=198.51.100.7 LEN=60 TOS=0x00 PREC=0x00 TTL=63 ID=6648 DF PROTO=TCP SPT=57865 DPT={port} WINDOW=64240 RES=0x00 SYN URGP=0"
            )
        );
}

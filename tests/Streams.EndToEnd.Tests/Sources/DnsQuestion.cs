using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Streams.EndToEnd.Tests.Sources;

/// <summary>Asks a DNS server one question (RFC 1035) by UDP, from an address of this machine.</summary>
internal static class DnsQuestion
{
    public static async Task AskAsync(IPAddress from, int port, string name)
    {
        var packet = new List<byte> { 0x5C, 0x9F, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0 };
        foreach (var label in name.Split('.'))
        {
            packet.Add((byte)label.Length);
            packet.AddRange(Encoding.ASCII.GetBytes(label));
        }

        packet.AddRange([0, 0, 1, 0, 1]);
        using var client = new UdpClient(new IPEndPoint(from, 0));
        await client.SendAsync(packet.ToArray(), new IPEndPoint(IPAddress.Loopback, port));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        var answer = await client.ReceiveAsync(limit.Token);
        Assert.Equal(packet.Take(2), answer.Buffer.Take(2));
    }
}

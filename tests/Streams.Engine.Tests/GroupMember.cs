using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Streams.Engine.Tests;

/// <summary>Takes a static member out of its group, as an operator's tool does; the member learns it at its next heartbeat. Confluent's client has no call for it.</summary>
internal static class GroupMember
{
    private const short LeaveGroup = 13;
    private const short Version = 3; // the first that names members by their instance, and the last of the simple encoding

    /// <exception cref="InvalidOperationException">No broker did it.</exception>
    public static async Task RemoveAsync(string bootstrap, string group, string instance)
    {
        var said = new List<string>();
        foreach (var broker in bootstrap.Split(','))
        {
            var answer = await AskAsync(broker, Request(group, instance));
            var error = BinaryPrimitives.ReadInt16BigEndian(answer.AsSpan(8)); // behind correlation and throttle time
            if (error == 0 && BinaryPrimitives.ReadInt16BigEndian(answer.AsSpan(answer.Length - 2)) is var ofMember)
            {
                if (ofMember == 0)
                {
                    return;
                }

                error = ofMember;
            }

            said.Add($"{broker}: {error}");
        }

        throw new InvalidOperationException($"{instance} could not be removed from {group}: {string.Join(", ", said)}");
    }

    private static byte[] Request(string group, string instance)
    {
        var body = new MemoryStream();
        Write(body, LeaveGroup);
        Write(body, Version);
        body.Write([0, 0, 0, 1]); // correlation
        Write(body, "test");
        Write(body, group);
        body.Write([0, 0, 0, 1]); // one member
        Write(body, ""); // whatever its id
        Write(body, instance);
        return body.ToArray();
    }

    private static async Task<byte[]> AskAsync(string broker, byte[] request)
    {
        var (host, port) = (broker[..broker.LastIndexOf(':')], int.Parse(broker[(broker.LastIndexOf(':') + 1)..]));
        using var client = new TcpClient();
        await client.ConnectAsync(host, port);
        var stream = client.GetStream();
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, request.Length);
        await stream.WriteAsync((byte[])[.. length, .. request]);
        await stream.ReadExactlyAsync(length);
        var answer = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
        await stream.ReadExactlyAsync(answer);
        return answer;
    }

    private static void Write(MemoryStream to, short value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteInt16BigEndian(bytes, value);
        to.Write(bytes);
    }

    private static void Write(MemoryStream to, string text)
    {
        Write(to, (short)text.Length);
        to.Write(Encoding.UTF8.GetBytes(text));
    }
}

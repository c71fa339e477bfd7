using System.Text;

namespace Streams.Host.WebConsole.Alerts;

/// <summary>Server-sent events as bytes. Data is one line: JSON without indentation.</summary>
internal static class EventFrame
{
    public static byte[] Of(string name, string? id, ReadOnlySpan<byte> data)
    {
        var head = Encoding.UTF8.GetBytes(id is null ? $"event: {name}\ndata: " : $"event: {name}\nid: {id}\ndata: ");
        var frame = new byte[head.Length + data.Length + 2];
        head.CopyTo(frame, 0);
        data.CopyTo(frame.AsSpan(head.Length));
        frame[^2] = frame[^1] = (byte)'\n';
        return frame;
    }
}

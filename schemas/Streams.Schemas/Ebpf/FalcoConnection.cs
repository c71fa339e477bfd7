using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Ebpf;

/// <summary>Takes <c>fd.name</c> apart: <c>client:port->server:port</c> for a connection, a path for a file.</summary>
internal static class FalcoConnection
{
    /// <summary>Adds the ends of the connection, or the path of the file.</summary>
    public static void Describe(ParsedEvent parsed)
    {
        var fields = parsed.Fields;
        var name = fields.Text(Field.FileDescriptorName);
        if (name.IsEmpty)
        {
            return;
        }

        // A path is whoever made the file's; an arrow in it is no connection.
        if (name[0] == '/' || IsFile(fields.Text(Field.FileDescriptorType)))
        {
            fields.Add(Field.FilePath, name);
            WalkedPath.Settle(fields);
            return;
        }

        var arrow = name.IndexOf("->"u8);
        if (arrow > 0)
        {
            AddEnd(name[..arrow], Field.SourceIp, Field.SourcePort, fields);
            AddEnd(name[(arrow + 2)..], Field.DestinationIp, Field.DestinationPort, fields);
        }
    }

    private static bool IsFile(ReadOnlySpan<byte> type) => type.SequenceEqual("file"u8) || type.SequenceEqual("directory"u8);

    private static void AddEnd(ReadOnlySpan<byte> end, Field address, Field port, FieldSet fields)
    {
        var colon = end.LastIndexOf((byte)':');
        if (colon <= 0)
        {
            return;
        }

        var host = end[..colon];
        host = host.Length > 2 && host[0] == '[' && host[^1] == ']' ? host[1..^1] : host;
        if (!fields.Has(address) && IpAddress.TryAdd(fields, address, host) && Words.TryNumber(end[(colon + 1)..], out var number) && !fields.Has(port))
        {
            fields.Add(port, number);
        }
    }
}

using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Dns;

/// <summary>Who asked: <c>ADDRESS:PORT</c>, <c>[ADDRESS]:PORT</c>, or the address alone.</summary>
internal static class DnsAddress
{
    /// <summary>Adds address and port; false where the text is no address.</summary>
    public static bool TryAdd(ReadOnlySpan<byte> remote, FieldSet fields)
    {
        var colon = remote.LastIndexOf((byte)':');
        var bracket = remote.IndexOf((byte)']');
        var hasPort = colon > 0 && colon > bracket && (bracket > 0 || remote.IndexOf((byte)':') == colon);
        var host = hasPort ? remote[..colon] : remote;
        host = host.Length > 2 && host[0] == '[' && host[^1] == ']' ? host[1..^1] : host;
        if (!IpAddress.TryAdd(fields, Field.SourceIp, host))
        {
            return false;
        }

        if (hasPort && Words.TryNumber(remote[(colon + 1)..], out var port))
        {
            fields.Add(Field.SourcePort, port);
        }

        return true;
    }
}

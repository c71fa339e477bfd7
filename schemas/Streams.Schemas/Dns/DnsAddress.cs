using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Dns;

/// <summary>Who asked: <c>ADDRESS:PORT</c>, <c>[ADDRESS]:PORT</c>, or the address alone.</summary>
internal static class DnsAddress
{
    /// <summary>Whether the text is who asked.</summary>
    public static bool IsOne(ReadOnlySpan<byte> remote)
    {
        Span<byte> canonical = stackalloc byte[IpAddress.MaxLength];
        return IpAddress.TryCanonical(Host(remote, out _), canonical, out _);
    }

    /// <summary>Adds address and port; false where the text is no address.</summary>
    public static bool TryAdd(ReadOnlySpan<byte> remote, FieldSet fields)
    {
        if (!IpAddress.TryAdd(fields, Field.SourceIp, Host(remote, out var port)))
        {
            return false;
        }

        if (Words.TryNumber(port, out var number))
        {
            fields.Add(Field.SourcePort, number);
        }

        return true;
    }

    private static ReadOnlySpan<byte> Host(ReadOnlySpan<byte> remote, out ReadOnlySpan<byte> port)
    {
        var colon = remote.LastIndexOf((byte)':');
        var bracket = remote.IndexOf((byte)']');
        var hasPort = colon > 0 && colon > bracket && (bracket > 0 || remote.IndexOf((byte)':') == colon);
        var host = hasPort ? remote[..colon] : remote;
        port = hasPort ? remote[(colon + 1)..] : default;
        return host.Length > 2 && host[0] == '[' && host[^1] == ']' ? host[1..^1] : host;
    }
}

using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Container;

/// <summary>
/// A web server's access line in the common or combined log format, also with the virtual host in front (Apache's <c>vhost_combined</c>).
/// Apache escapes a quote in a request by a backslash, nginx writes <c>\x22</c>: neither ends the request.
/// </summary>
internal static class AccessLine
{
    /// <summary>Its name in an event's provenance.</summary>
    public const string Dialect = "access_combined";

    /// <summary>Adds the request's fields; false, and nothing added, where the message is no access line.</summary>
    public static bool TryDescribe(ReadOnlySpan<byte> message, FieldSet fields)
    {
        var mark = fields.Count;
        if (TryAdd(message, fields))
        {
            return true;
        }

        fields.Truncate(mark);
        return false;
    }

    private static bool TryAdd(ReadOnlySpan<byte> message, FieldSet fields)
    {
        var rest = message;
        Span<byte> address = stackalloc byte[IpAddress.MaxLength];
        var client = ForwardedList.CutLast(ref rest, fields);
        var known = IpAddress.TryCanonical(client, address, out var length) || TryWithPort(client, address, out length, fields);
        var opening = rest.IndexOf(" ["u8);
        // A user may have a bracket and a quote in his name: the time's bracket is one that closes behind one that opened.
        var closing = opening < 0 ? -1 : rest[opening..].IndexOf("] \""u8) + opening;
        if (closing < opening + 1 || (!known && !IsOfHost(client, rest[..closing])))
        {
            return false;
        }

        rest = rest[(closing + 3)..];
        var request = Quoted.Cut(ref rest);
        rest = rest.TrimStart((byte)' ');
        if (!Words.TryNumber(Words.Cut(ref rest, (byte)' '), out var status) || status is < 100 or > 999)
        {
            return false;
        }

        fields.Add(Field.SourceIp, known ? address[..length] : default);
        fields.Add(Field.HttpStatus, status);
        DescribeRequest(request, fields);
        DescribeAgent(rest, fields);
        return true;
    }

    /// <summary><c>203.0.113.5:51514</c>, <c>[2001:db8::5]:51514</c>: a format with the client's port.</summary>
    private static bool TryWithPort(ReadOnlySpan<byte> client, Span<byte> address, out int length, FieldSet fields)
    {
        length = 0;
        var colon = client.LastIndexOf((byte)':');
        if (colon <= 0 || !Words.TryNumber(client[(colon + 1)..], out var port) || port is < 1 or > ushort.MaxValue)
        {
            return false;
        }

        var host = client[..colon];
        host = host is [(byte)'[', .., (byte)']'] ? host[1..^1] : host;
        if (!IpAddress.TryCanonical(host, address, out length))
        {
            return false;
        }

        fields.Add(Field.SourcePort, port);
        return true;
    }

    /// <summary>A server that looks up names writes the client's for its address: then the time shows that it is an access line.</summary>
    private static bool IsOfHost(ReadOnlySpan<byte> client, ReadOnlySpan<byte> head) =>
        client.Contains((byte)'.') && head.Length > 26 && head[^27] == '[' && AccessTime.TryParse(head[^26..], out _);

    /// <summary>Adds a request target, split at its question mark; of one in absolute form (<c>GET http://host/path</c>) only the path, which is what the server serves.</summary>
    public static void AddTarget(ReadOnlySpan<byte> target, FieldSet fields)
    {
        if (target.IndexOf("://"u8) is >= 4 and <= 5 and var scheme && (target[0] | 0x20) == 'h')
        {
            var host = target[(scheme + 3)..];
            target = host.IndexOfAny((byte)'/', (byte)'?') is >= 0 and var end ? host[end..] : "/"u8;
        }

        var path = Words.Cut(ref target, (byte)'?');
        fields.Add(Field.UrlPath, path.IsEmpty ? "/"u8 : path);
        if (!target.IsEmpty)
        {
            fields.Add(Field.UrlQuery, target);
        }
    }

    /// <summary>Adds method and target of a request line; false where it is none.</summary>
    public static bool DescribeRequest(ReadOnlySpan<byte> request, FieldSet fields)
    {
        var method = Words.Cut(ref request, (byte)' ');
        if (method.IsEmpty || request.IsEmpty || method.Length > 20)
        {
            return false;
        }

        fields.Add(Field.HttpMethod, method);
        var version = request.LastIndexOf(" HTTP/"u8);
        AddTarget(version < 0 ? request : request[..version], fields);
        return true;
    }

    private static void DescribeAgent(ReadOnlySpan<byte> rest, FieldSet fields)
    {
        _ = Words.Cut(ref rest, (byte)' ');
        if (!Words.Skip(ref rest, "\""u8))
        {
            return;
        }

        _ = Quoted.Cut(ref rest);
        if (Words.Skip(ref rest, " \""u8) && Quoted.Cut(ref rest) is { IsEmpty: false } agent && !agent.SequenceEqual("-"u8))
        {
            fields.Add(Field.UserAgent, agent);
        }
    }
}

using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Container;

/// <summary>A web server's access line in the common or combined log format.</summary>
internal static class AccessLine
{
    /// <summary>Adds the request's fields; false, and nothing added, where the message is no access line.</summary>
    public static bool TryDescribe(ReadOnlySpan<byte> message, FieldSet fields)
    {
        var rest = message;
        var client = Words.Cut(ref rest, (byte)' ');
        Span<byte> address = stackalloc byte[IpAddress.MaxLength];
        if (!IpAddress.TryCanonical(client, address, out var length))
        {
            return false;
        }

        var opening = rest.IndexOf(" ["u8);
        var closing = rest.IndexOf("] \""u8);
        if (opening < 0 || closing < opening)
        {
            return false;
        }

        rest = rest[(closing + 3)..];
        var request = Words.Cut(ref rest, (byte)'"');
        rest = rest.TrimStart((byte)' ');
        if (!Words.TryNumber(Words.Cut(ref rest, (byte)' '), out var status) || status is < 100 or > 999)
        {
            return false;
        }

        fields.Add(Field.SourceIp, address[..length]);
        fields.Add(Field.HttpStatus, status);
        DescribeRequest(request, fields);
        DescribeAgent(rest, fields);
        return true;
    }

    /// <summary>Adds a request target, split at its question mark.</summary>
    public static void AddTarget(ReadOnlySpan<byte> target, FieldSet fields)
    {
        var path = Words.Cut(ref target, (byte)'?');
        fields.Add(Field.UrlPath, path);
        if (!target.IsEmpty)
        {
            fields.Add(Field.UrlQuery, target);
        }
    }

    private static void DescribeRequest(ReadOnlySpan<byte> request, FieldSet fields)
    {
        var method = Words.Cut(ref request, (byte)' ');
        if (method.IsEmpty || request.IsEmpty || method.Length > 20)
        {
            return;
        }

        fields.Add(Field.HttpMethod, method);
        var version = request.LastIndexOf(" HTTP/"u8);
        AddTarget(version < 0 ? request : request[..version], fields);
    }

    private static void DescribeAgent(ReadOnlySpan<byte> rest, FieldSet fields)
    {
        _ = Words.Cut(ref rest, (byte)' ');
        if (!Words.Skip(ref rest, "\""u8))
        {
            return;
        }

        _ = Words.Cut(ref rest, (byte)'"');
        if (Words.Skip(ref rest, " \""u8) && Words.Cut(ref rest, (byte)'"') is { IsEmpty: false } agent && !agent.SequenceEqual("-"u8))
        {
            fields.Add(Field.UserAgent, agent);
        }
    }
}

using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Container;

/// <summary>
/// Envoy's and Istio's text format: <c>[TIME] "METHOD PATH PROTOCOL" CODE FLAGS … "FORWARDED-FOR" "USER-AGENT" "ID" "AUTHORITY" "UPSTREAM" CLUSTER LOCAL LOCAL REMOTE SNI ROUTE</c>.
/// Envoy escapes nothing, but a path holds no blank: the request ends at the quote before the code.
/// </summary>
internal static class EnvoyLine
{
    /// <summary>Its name in an event's provenance.</summary>
    public const string Dialect = "access_envoy";

    private const int RemoteAfterUpstream = 4;

    /// <summary>Adds the request's fields; false, and nothing added, where the message is none.</summary>
    public static bool TryDescribe(ReadOnlySpan<byte> message, FieldSet fields)
    {
        if (
            message.Length < 40
            || message[0] != '['
            || message[5] != '-'
            || message.IndexOf("] \""u8) is not (> 18 and < 40 and var start)
            || !Rfc3339.TryParse(message[1..start], TimeZoneInfo.Utc, out _)
        )
        {
            return false;
        }

        var rest = message[(start + 3)..];
        var end = RequestEnd(rest);
        if (end < 0)
        {
            return false;
        }

        var request = rest[..end];
        rest = rest[(end + 2)..];
        var mark = fields.Count;
        if (!Words.TryNumber(Words.Cut(ref rest, (byte)' '), out var status) || !AccessLine.DescribeRequest(request, fields))
        {
            fields.Truncate(mark);
            return false;
        }

        fields.Add(Field.HttpStatus, status);
        Client(rest, fields);
        Agent(rest, fields);
        return true;
    }

    private static int RequestEnd(ReadOnlySpan<byte> rest)
    {
        for (var at = 0; rest[at..].IndexOf("\" "u8) is >= 0 and var next; at++)
        {
            at += next;
            if (at + 6 < rest.Length && rest[at + 5] == ' ' && rest.Slice(at + 2, 3).IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0)
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Who asked: the connection's other end where the format has it, else the last that the forwarding header names.</summary>
    private static void Client(ReadOnlySpan<byte> rest, FieldSet fields)
    {
        var tail = rest[(rest.LastIndexOf((byte)'"') + 1)..].TrimStart((byte)' ');
        ReadOnlySpan<byte> remote = default;
        for (var i = 0; i < RemoteAfterUpstream; i++)
        {
            remote = Words.Next(ref tail);
        }

        var known = IpAddress.TryAdd(fields, Field.SourceIp, Host(remote));

        // From behind: nothing there holds a quote, while a client's user agent may.
        var forwarded = Forwarded(rest);
        while (!forwarded.IsEmpty)
        {
            var comma = forwarded.LastIndexOf((byte)',');
            var address = forwarded[(comma + 1)..].Trim((byte)' ');
            known |= IpAddress.TryAdd(fields, known ? Field.SourceForwarded : Field.SourceIp, address);
            forwarded = comma < 0 ? default : forwarded[..comma];
        }
    }

    private static ReadOnlySpan<byte> Host(ReadOnlySpan<byte> end)
    {
        var colon = end.LastIndexOf((byte)':');
        var host = colon < 0 ? end : end[..colon];
        return host.Length > 2 && host[0] == '[' && host[^1] == ']' ? host[1..^1] : host;
    }

    /// <summary>The first quoted text behind the numbers that is no detail of the transport (<c>"-"</c>).</summary>
    private static ReadOnlySpan<byte> Forwarded(ReadOnlySpan<byte> rest)
    {
        for (var tries = 0; tries < 2 && rest.IndexOf((byte)'"') is >= 0 and var opening; tries++)
        {
            rest = rest[(opening + 1)..];
            var text = Words.Cut(ref rest, (byte)'"');
            if (text.IndexOfAnyExcept("0123456789abcdefABCDEF.:, "u8) < 0 && text.Length > 2)
            {
                return text;
            }
        }

        return default;
    }

    /// <summary>The quoted text right behind another: the forwarding header's neighbour.</summary>
    private static void Agent(ReadOnlySpan<byte> rest, FieldSet fields)
    {
        var between = rest.IndexOf("\" \""u8);
        if (between < 0)
        {
            return;
        }

        rest = rest[(between + 3)..];
        if (Words.Cut(ref rest, (byte)'"') is { IsEmpty: false } agent && !agent.SequenceEqual("-"u8))
        {
            fields.Add(Field.UserAgent, agent);
        }
    }
}

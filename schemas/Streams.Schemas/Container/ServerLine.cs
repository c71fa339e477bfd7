using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Container;

/// <summary>
/// Access lines of servers with a format of their own: HAProxy's HTTP log, also behind a header of syslog, uvicorn (<c>INFO:     1.2.3.4:5 - "GET /x HTTP/1.1" 200 OK</c>),
/// Gin (<c>[GIN] 2026/11/24 - 10:00:01 | 200 | 13µs | 1.2.3.4 | GET "/x"</c>).
/// </summary>
internal static class ServerLine
{
    /// <summary>Its name in an event's provenance.</summary>
    public const string Dialect = "access_server";

    private const int LongestHeader = 192;

    /// <summary>Adds the request's fields; false, and nothing added, where the message is none.</summary>
    public static bool TryDescribe(ReadOnlySpan<byte> message, FieldSet fields)
    {
        var mark = fields.Count;
        message = BehindHeader(message);
        if (
            message.StartsWith("[GIN] "u8) ? TryGin(message, fields)
            : message.StartsWith("INFO:  "u8) ? TryUvicorn(message[5..], fields)
            : message.IndexOf("] "u8) is > 0 and < 96 && TryHaproxy(message, fields)
        )
        {
            return true;
        }

        fields.Truncate(mark);
        return false;
    }

    /// <summary>HAProxy's <c>log stdout format rfc3164</c> or <c>rfc5424</c>, and what a relay of syslog hands on: the line without the header.</summary>
    private static ReadOnlySpan<byte> BehindHeader(ReadOnlySpan<byte> message)
    {
        if (message is not [(byte)'<', >= (byte)'0' and <= (byte)'9', ..])
        {
            return message;
        }

        var head = message[..Math.Min(message.Length, LongestHeader)];
        var end =
            head.IndexOf("]: "u8) is var tag and > 0 ? tag + "]: ".Length
            : head.IndexOf(" - - "u8) is var none and > 0 ? none + " - - ".Length
            : 0;
        return head[..end].IndexOf("haproxy"u8) < 0 ? message : message[end..];
    }

    /// <summary><c>CLIENT:PORT [24/Nov/2026:10:00:01.123] FRONTEND BACKEND/SERVER 0/0/1/2/3 STATUS BYTES - - ---- 1/1/0/0/0 0/0 "GET /x HTTP/1.1"</c></summary>
    private static bool TryHaproxy(ReadOnlySpan<byte> rest, FieldSet fields)
    {
        var client = Words.Cut(ref rest, (byte)' ');
        if (!TryClient(client, fields) || rest is not [(byte)'[', ..])
        {
            return false;
        }

        for (var skipped = 0; skipped < 4; skipped++)
        {
            _ = Words.Cut(ref rest, (byte)' ');
        }

        return TryStatus(Words.Cut(ref rest, (byte)' '), fields)
            && rest.IndexOf(" \""u8) is >= 0 and var quote
            && (rest[(quote + 2)..].StartsWith("<BADREQ>"u8) || AccessLine.DescribeRequest(rest[(quote + 2)..].TrimEnd((byte)'"'), fields));
    }

    private static bool TryUvicorn(ReadOnlySpan<byte> rest, FieldSet fields)
    {
        if (!TryClient(Words.Next(ref rest), fields) || !Words.Skip(ref rest, "- \""u8) || rest.LastIndexOf("\" "u8) is not (> 0 and var end))
        {
            return false;
        }

        var status = rest[(end + 2)..];
        return TryStatus(Words.Cut(ref status, (byte)' '), fields) && AccessLine.DescribeRequest(rest[..end], fields);
    }

    private static bool TryGin(ReadOnlySpan<byte> rest, FieldSet fields)
    {
        _ = Words.Cut(ref rest, (byte)'|');
        var status = Words.Cut(ref rest, (byte)'|').Trim((byte)' ');
        _ = Words.Cut(ref rest, (byte)'|');
        var client = Words.Cut(ref rest, (byte)'|').Trim((byte)' ');
        rest = rest.TrimStart((byte)' ');
        var method = Words.Cut(ref rest, (byte)' ');
        rest = rest.TrimStart((byte)' ');
        if (!TryStatus(status, fields) || !TryClient(client, fields) || method.IsEmpty || rest is not [(byte)'"', .. var target, (byte)'"'] || target.IsEmpty)
        {
            return false;
        }

        fields.Add(Field.HttpMethod, method);
        AccessLine.AddTarget(target, fields);
        return true;
    }

    private static bool TryStatus(ReadOnlySpan<byte> text, FieldSet fields)
    {
        if (!Words.TryNumber(text, out var status) || status is < 100 or > 999)
        {
            return false;
        }

        fields.Add(Field.HttpStatus, status);
        return true;
    }

    /// <summary>An address, or address and port.</summary>
    private static bool TryClient(ReadOnlySpan<byte> text, FieldSet fields)
    {
        if (IpAddress.TryAdd(fields, Field.SourceIp, text))
        {
            return true;
        }

        var colon = text.LastIndexOf((byte)':');
        var host = colon > 0 ? text[..colon] : default;
        return IpAddress.TryAdd(fields, Field.SourceIp, host is [(byte)'[', .. var inner, (byte)']'] ? inner : host);
    }
}

using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Dns;

/// <summary>
/// dnstap's quiet text form: <c>2026-11-24T10:00:01.123456Z CQ 10.0.0.7:40112 UDP 33b "example.com." IN A</c>, and with an answer code from dnscollector:
/// <c>TIME IDENTITY CLIENT_RESPONSE NOERROR 10.0.0.7 40112 IPv4 UDP 66b example.com A 0.001</c>.
/// </summary>
internal sealed class DnstapDialect(ParserOptions options) : IDialect
{
    private readonly ClusterNames _cluster = new(options);

    /// <inheritdoc/>
    public string Name => "dnstap";

    /// <inheritdoc/>
    public Reading Read(Element element, ParsedEvent parsed)
    {
        var line = Words.Line(element.Body);
        var rest = line.Span;
        if (element.IsObject || rest.Length < 24 || !TryTime(ref rest, out var time))
        {
            return Reading.None;
        }

        parsed.Document = line;
        parsed.SetTime(time, TimeSource.Record);
        return (rest.Length > 3 && rest[2] == ' ' ? TryQuiet(rest, parsed.Fields) : TryCollector(rest, parsed.Fields))
            ? Query(parsed, line.Span)
            : Reading.None;
    }

    /// <summary>A whole time, with a blank for its <c>T</c> too; of the time of day alone, which is what dnstap prints where it is told so, nothing is known.</summary>
    private static bool TryTime(scoped ref ReadOnlySpan<byte> rest, out Timestamp time)
    {
        time = Timestamp.Unknown;
        if (rest[2] == ':' && rest[5] == ':')
        {
            return !Words.Cut(ref rest, (byte)' ').IsEmpty;
        }

        if (rest[4] != '-')
        {
            return false;
        }

        var end = 11 + rest[11..].IndexOf((byte)' ');
        if (end < 19 || !Rfc3339.TryParse(rest[..end], TimeZoneInfo.Utc, out time))
        {
            return false;
        }

        rest = rest[(end + 1)..];
        return true;
    }

    private static Reading Query(ParsedEvent parsed, ReadOnlySpan<byte> line)
    {
        parsed.Type = EventType.Query;
        parsed.Fields.Add(Field.Message, line);
        return Reading.Done;
    }

    /// <summary><c>CQ ADDRESS[:PORT] UDP 33b "NAME" CLASS TYPE</c>; the second letter is Q for a query, R for a response.</summary>
    private bool TryQuiet(ReadOnlySpan<byte> rest, FieldSet fields)
    {
        var kind = Words.Next(ref rest);
        if (kind.Length != 2 || kind[1] is not ((byte)'Q' or (byte)'R') || !DnsAddress.TryAdd(Words.Next(ref rest), fields))
        {
            return false;
        }

        var transport = Words.Next(ref rest);
        var size = Words.Next(ref rest);
        if (!Words.Skip(ref rest, "\""u8) || DnsName.Quoted(rest) is not (> 0 and var end))
        {
            return false;
        }

        var name = rest[..end];
        rest = rest[(end + 1)..];
        fields.Add(Field.QuestionClass, Words.Next(ref rest));
        fields.Add(Field.QuestionType, Words.Next(ref rest));
        return Add(name, transport, size, fields);
    }

    /// <summary><c>IDENTITY OPERATION RCODE ADDRESS PORT FAMILY PROTO 66b NAME TYPE LATENCY</c></summary>
    private bool TryCollector(ReadOnlySpan<byte> rest, FieldSet fields)
    {
        _ = Words.Next(ref rest);
        var operation = Words.Next(ref rest);
        var code = Words.Next(ref rest);
        if ((!operation.EndsWith("_QUERY"u8) && !operation.EndsWith("_RESPONSE"u8)) || !IpAddress.TryAdd(fields, Field.SourceIp, Words.Next(ref rest)))
        {
            return false;
        }

        if (Words.TryNumber(Words.Next(ref rest), out var port))
        {
            fields.Add(Field.SourcePort, port);
        }

        _ = Words.Next(ref rest);
        var transport = Words.Next(ref rest);
        var size = Words.Next(ref rest);
        rest = rest.TrimStart((byte)' ');
        var end = DnsName.End(rest);
        var name = rest[..end];
        rest = rest[end..];
        fields.Add(Field.QuestionType, Words.Next(ref rest));
        if (operation.EndsWith("_RESPONSE"u8) && !code.SequenceEqual("-"u8))
        {
            CoreDnsLine.AddCode(code, fields);
        }

        return Add(name, transport, size, fields);
    }

    private bool Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> transport, ReadOnlySpan<byte> size, FieldSet fields)
    {
        if (name.IsEmpty || !fields.Has(Field.QuestionType))
        {
            return false;
        }

        CoreDnsLine.AddName(name, fields, _cluster);
        Span<byte> lower = stackalloc byte[8];
        fields.Add(Field.NetworkTransport, transport.Length <= lower.Length ? lower[..DnsName.Write(transport, lower)] : transport);
        if (size is [.. var digits, (byte)'b'] && Words.TryNumber(digits, out var bytes))
        {
            fields.Add(Field.NetworkBytes, bytes);
        }

        return true;
    }
}

using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Dns;

/// <summary>
/// dnsmasq with <c>log-queries</c>: <c>query[A] NAME from ADDRESS</c>, with <c>log-queries=extra</c> behind <c>SERIAL ADDRESS/PORT</c>. A name may hold blanks and the
/// word <c>from</c>: the address is the last word.
/// </summary>
internal sealed class DnsmasqDialect(ParserOptions options) : IDialect
{
    private readonly ClusterNames _cluster = new(options);

    /// <inheritdoc/>
    public string Name => "dnsmasq";

    /// <inheritdoc/>
    public Reading Read(Element element, ParsedEvent parsed)
    {
        if (element.IsObject)
        {
            return Reading.None;
        }

        parsed.Document = Words.Line(element.Body);
        if (!ResolverHeader.TryCut(element, "dnsmasq"u8, parsed, out var rest))
        {
            return Reading.None;
        }

        parsed.Fields.Add(Field.Message, rest);
        parsed.Type = TryQuery(rest, parsed.Fields) ? EventType.Query : EventType.Other;
        return Reading.Done;
    }

    private bool TryQuery(ReadOnlySpan<byte> rest, FieldSet fields)
    {
        ReadOnlySpan<byte> port = default;
        if (!rest.IsEmpty && rest[0] is >= (byte)'0' and <= (byte)'9')
        {
            _ = Words.Cut(ref rest, (byte)' ');
            var client = Words.Cut(ref rest, (byte)' ');
            port = client[(client.LastIndexOf((byte)'/') + 1)..];
        }

        if (
            !Words.Skip(ref rest, "query["u8)
            || rest.IndexOf("] "u8) is not (> 0 and < 16 and var close)
            || rest.LastIndexOf(" from "u8) is not (> 0 and var from)
        )
        {
            return false;
        }

        if (from < close + 2 || !IpAddress.TryAdd(fields, Field.SourceIp, rest[(from + 6)..].Trim((byte)' ')))
        {
            return false;
        }

        if (Words.TryNumber(port, out var number))
        {
            fields.Add(Field.SourcePort, number);
        }

        CoreDnsLine.AddName(rest[(close + 2)..from], fields, _cluster);
        var type = rest[..close];
        fields.Add(
            Field.QuestionType,
            type.SequenceEqual("type=65"u8) ? "HTTPS"u8
                : type.SequenceEqual("type=64"u8) ? "SVCB"u8
                : type
        );
        return true;
    }
}

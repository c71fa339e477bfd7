using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Dns;

/// <summary>
/// CoreDNS' <c>log</c> plugin with a JSON format: the placeholders under the names that are usual for them
/// (<c>remote</c>, <c>name</c>, <c>type</c>, <c>class</c>, <c>rcode</c>, <c>proto</c>, <c>duration</c>; or ECS' <c>dns.question.name</c>).
/// </summary>
internal sealed class DnsJsonDialect(ParserOptions options) : ObjectDialect
{
    private static readonly OriginName[] Names = OriginName.Table(
        ("name", Field.QuestionName),
        ("qname", Field.QuestionName),
        ("query", Field.QuestionName),
        ("question", Field.QuestionName),
        ("type", Field.QuestionType),
        ("qtype", Field.QuestionType),
        ("record_type", Field.QuestionType),
        ("class", Field.QuestionClass),
        ("qclass", Field.QuestionClass),
        ("rcode", Field.ResponseCode),
        ("response_code", Field.ResponseCode),
        ("status", Field.ResponseCode),
        ("remote", Field.SourceIp),
        ("client", Field.SourceIp),
        ("client_ip", Field.SourceIp),
        ("src_ip", Field.SourceIp),
        ("ip", Field.SourceIp),
        ("port", Field.SourcePort),
        ("client_port", Field.SourcePort),
        ("proto", Field.NetworkTransport),
        ("protocol", Field.NetworkTransport),
        ("size", Field.NetworkBytes),
        ("rsize", Field.DnsResponseBytes),
        ("response_size", Field.DnsResponseBytes),
        ("duration", Field.DnsDurationSeconds),
        ("id", Field.DnsId),
        ("rflags", Field.DnsHeaderFlags),
        ("flags", Field.DnsHeaderFlags)
    );

    private readonly ClusterNames _cluster = new(options);
    private readonly FieldSet _found = new();

    /// <inheritdoc/>
    public override string Name => "coredns_json";

    /// <inheritdoc/>
    protected override Reading Read(Element element, JsonOutline outline, ParsedEvent parsed)
    {
        _found.Clear();
        Nested(outline);
        Collector(outline);
        for (var node = outline.First(0); node != JsonOutline.None; node = outline.Next(node))
        {
            Take(outline, node);
        }

        if (!_found.Has(Field.QuestionName) || !_found.Has(Field.QuestionType) || !_found.Has(Field.SourceIp))
        {
            return Reading.None;
        }

        if (!DnsAddress.TryAdd(_found.Text(Field.SourceIp), parsed.Fields))
        {
            return Reading.Dead(DeadReason.InvalidValue, "a query of no address");
        }

        Describe(parsed);
        parsed.Document = element.Body;
        parsed.IsJson = true;
        var time = EnvelopeTime.Of(outline, outline.Find("timestamp"u8));
        parsed.SetTime(!time.IsKnown ? EnvelopeTime.Of(outline, outline.Find("time"u8)) : time, TimeSource.Record);
        parsed.SetTime(EnvelopeTime.Of(outline, outline.Find(outline.Find("dnstap"u8), "timestamp-rfc3339ns"u8)), TimeSource.Record);
        return Reading.Done;
    }

    /// <summary>ECS' own names stand before flat ones: Packetbeat's <c>type</c> is <c>dns</c>, and its <c>query</c> the whole question.</summary>
    private void Nested(JsonOutline outline)
    {
        var dns = outline.Find("dns"u8);
        var question = outline.Find(dns, "question"u8);
        AddOnce(Field.QuestionName, outline.Text(outline.Find(question, "name"u8)));
        AddOnce(Field.QuestionType, outline.Text(outline.Find(question, "type"u8)));
        AddOnce(Field.QuestionClass, outline.Text(outline.Find(question, "class"u8)));
        AddOnce(Field.ResponseCode, outline.Text(outline.Find(dns, "response_code"u8)));
        AddOnce(Field.SourceIp, outline.Text(outline.Find(outline.Find("source"u8), "ip"u8)));
        AddOnce(Field.SourcePort, outline.Text(outline.Find(outline.Find("source"u8), "port"u8)));
        AddOnce(Field.NetworkTransport, outline.Text(outline.Find(outline.Find("network"u8), "transport"u8)));
    }

    /// <summary>dnscollector's JSON, which holds what dnstap says.</summary>
    private void Collector(JsonOutline outline)
    {
        var (dns, network) = (outline.Find("dns"u8), outline.Find("network"u8));
        AddOnce(Field.QuestionName, outline.Text(outline.Find(dns, "qname"u8)));
        AddOnce(Field.QuestionType, outline.Text(outline.Find(dns, "qtype"u8)));
        AddOnce(Field.ResponseCode, outline.Text(outline.Find(dns, "rcode"u8)));
        AddOnce(Field.SourceIp, outline.Text(outline.Find(network, "query-ip"u8)));
        AddOnce(Field.SourcePort, outline.Text(outline.Find(network, "query-port"u8)));
        AddOnce(Field.NetworkTransport, outline.Text(outline.Find(network, "protocol"u8)));
    }

    private void Take(JsonOutline outline, int node)
    {
        foreach (var row in Names)
        {
            if (outline.Name(node).SequenceEqual(row.Name))
            {
                AddOnce(row.Field, outline.Text(node));
                return;
            }
        }
    }

    private void AddOnce(Field field, ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty && !_found.Has(field))
        {
            _found.Add(field, text);
        }
    }

    private void Describe(ParsedEvent parsed)
    {
        var fields = parsed.Fields;
        parsed.Type = EventType.Query;
        fields.Add(Field.QuestionType, _found.Text(Field.QuestionType));
        fields.Add(Field.QuestionClass, _found.Text(Field.QuestionClass));
        CoreDnsLine.AddName(_found.Text(Field.QuestionName), fields, _cluster);
        var transport = _found.Text(Field.NetworkTransport);
        Span<byte> lower = stackalloc byte[8];
        fields.Add(Field.NetworkTransport, transport.Length <= lower.Length ? lower[..DnsName.Write(transport, lower)] : transport);
        foreach (var field in (ReadOnlySpan<Field>)[Field.NetworkBytes, Field.DnsId, Field.DnsResponseBytes])
        {
            if (_found.TryNumber(field, out var number))
            {
                fields.Add(field, number);
            }
        }

        if (!fields.Has(Field.SourcePort) && _found.TryNumber(Field.SourcePort, out var port))
        {
            fields.Add(Field.SourcePort, port);
        }

        if (_found.Has(Field.ResponseCode) && !_found.Text(Field.ResponseCode).SequenceEqual("-"u8))
        {
            CoreDnsLine.AddCode(_found.Text(Field.ResponseCode), fields);
        }

        fields.Add(Field.DnsHeaderFlags, _found.Text(Field.DnsHeaderFlags));
        CoreDnsLine.AddDuration(_found.Text(Field.DnsDurationSeconds), fields);
    }
}

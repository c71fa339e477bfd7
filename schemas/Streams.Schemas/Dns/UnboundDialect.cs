using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Dns;

/// <summary>
/// unbound with <c>log-queries</c> (<c>[1795514401] unbound[712:0] info: 10.0.0.7 NAME TYPE CLASS</c>) or <c>log-replies</c>, which adds code, seconds, whether it was
/// cached, and bytes. Of both together each question is two.
/// </summary>
internal sealed class UnboundDialect(ParserOptions options) : IDialect
{
    private readonly ClusterNames _cluster = new(options);

    /// <inheritdoc/>
    public string Name => "unbound";

    /// <inheritdoc/>
    public Reading Read(Element element, ParsedEvent parsed)
    {
        if (element.IsObject)
        {
            return Reading.None;
        }

        parsed.Document = Words.Line(element.Body);
        var line = parsed.Document.Span;
        ReadOnlySpan<byte> rest;
        if (line is [(byte)'[', ..] && line.IndexOf("] unbound["u8) is > 8 and < 24 and var end && EnvelopeTime.Of(line[1..end]) is { IsKnown: true } time)
        {
            parsed.SetTime(time, TimeSource.Record);
            rest = line[(end + 2)..];
            _ = Words.Cut(ref rest, (byte)' ');
        }
        else if (ResolverHeader.TryCut(element, "unbound"u8, parsed, out rest))
        {
            if (rest is [(byte)'[', ..])
            {
                _ = Words.Cut(ref rest, (byte)' ');
            }
        }
        else
        {
            return Reading.None;
        }

        parsed.Fields.Add(Field.Message, rest);
        var mark = parsed.Fields.Count;
        if (TryQuery(rest, parsed.Fields))
        {
            parsed.Type = EventType.Query;
        }
        else
        {
            parsed.Fields.Truncate(mark);
        }

        return Reading.Done;
    }

    private bool TryQuery(ReadOnlySpan<byte> rest, FieldSet fields)
    {
        if (!Words.Skip(ref rest, "info: "u8) && !Words.Skip(ref rest, "query: "u8) && !Words.Skip(ref rest, "reply: "u8))
        {
            return false;
        }

        if (!IpAddress.TryAdd(fields, Field.SourceIp, Words.Next(ref rest)))
        {
            return false;
        }

        rest = rest.TrimStart((byte)' ');
        var asked = rest[..DnsName.End(rest)];
        rest = rest[asked.Length..];
        var of = Words.Next(ref rest);
        var within = Words.Next(ref rest);
        if (
            asked.IsEmpty
            || of.IsEmpty
            || !(within.SequenceEqual("IN"u8) || within.SequenceEqual("CH"u8) || within.SequenceEqual("HS"u8) || within.StartsWith("CLASS"u8))
        )
        {
            return false;
        }

        CoreDnsLine.AddName(asked, fields, _cluster);
        fields.Add(Field.QuestionType, of);
        fields.Add(Field.QuestionClass, within);
        var code = Words.Next(ref rest);
        if (code.IsEmpty)
        {
            return true;
        }

        CoreDnsLine.AddCode(code, fields);
        CoreDnsLine.AddDuration(Words.Next(ref rest), fields);
        _ = Words.Next(ref rest);
        if (Words.TryNumber(Words.Next(ref rest), out var bytes))
        {
            fields.Add(Field.DnsResponseBytes, bytes);
        }

        return true;
    }
}

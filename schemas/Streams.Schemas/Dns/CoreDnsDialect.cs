using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Dns;

/// <summary>What CoreDNS prints: queries, errors, and everything else about itself; a time may stand in front.</summary>
internal sealed class CoreDnsDialect(ParserOptions options) : IDialect
{
    private readonly ClusterNames _cluster = new(options);

    /// <inheritdoc/>
    public string Name => "coredns";

    /// <inheritdoc/>
    public Reading Read(Element element, ParsedEvent parsed)
    {
        if (element.IsObject)
        {
            return Reading.None;
        }

        parsed.Document = Words.Line(element.Body);
        var rest = parsed.Document.Span;
        if (rest.IndexOfAnyInRange((byte)0, (byte)8) >= 0)
        {
            return Reading.None;
        }

        if (rest.Length > 20 && rest[4] == '-')
        {
            var after = rest;
            if (Rfc3339.TryParse(Words.Cut(ref after, (byte)' '), options.TimeZone, out var time))
            {
                parsed.SetTime(time, TimeSource.Record);
                rest = after.TrimStart((byte)' ');
            }
        }
        else if (rest.Length > 20 && rest[4] == '/' && rest[7] == '/' && rest[10] == ' ' && rest[19] == ' ')
        {
            // The clock that versions before 1.6 put in front.
            parsed.SetTime(SlashTime.Of(rest[..19], options.TimeZone), TimeSource.Record);
            rest = rest[20..];
        }
        else if (CoreDnsNotice.BehindKlog(rest) is { IsEmpty: false } query)
        {
            rest = query;
        }

        if (rest.StartsWith("[INFO] {"u8))
        {
            // A JSON format of the log plugin: the next dialect reads it.
            element.Become(element.Body[(parsed.Document.Length - rest.Length + 7)..]);
            return Reading.None;
        }

        parsed.Fields.Add(Field.Message, rest);
        var own = CoreDnsNotice.IsOne(rest);
        if (Words.Skip(ref rest, "[ERROR] plugin/errors: "u8))
        {
            DescribeError(rest, parsed);
            return Reading.Done;
        }

        var isInfo = Words.Skip(ref rest, "[INFO] "u8);
        if (CoreDnsLine.TryRead(rest, parsed.Fields, _cluster, out var when))
        {
            parsed.SetTime(when, TimeSource.Record);
            parsed.Type = EventType.Query;
            return Reading.Done;
        }

        var custom = isInfo ? CustomFormat.Read(rest, parsed.Fields, _cluster) : Reading.None;
        if (custom.IsMine)
        {
            parsed.Type = EventType.Query;
            return custom;
        }

        return own ? Reading.Done : Reading.None;
    }

    /// <summary><c>RCODE NAME TYPE: reason</c></summary>
    private void DescribeError(ReadOnlySpan<byte> rest, ParsedEvent parsed)
    {
        var code = Words.Next(ref rest);
        rest = rest.TrimStart((byte)' ');
        var end = DnsName.End(rest);
        var name = rest[..end];
        rest = rest[end..].TrimStart((byte)' ');
        var type = Words.Cut(ref rest, (byte)':');
        if (!Words.TryNumber(code, out _) || rest.IsEmpty)
        {
            return;
        }

        parsed.Type = EventType.DnsError;
        CoreDnsLine.AddName(name, parsed.Fields, _cluster);
        parsed.Fields.Add(Field.QuestionType, type);
        parsed.Fields.Add(Field.EventOutcome, "failure"u8);
        parsed.Fields.Add(Field.EventReason, rest.TrimStart((byte)' '));
    }
}

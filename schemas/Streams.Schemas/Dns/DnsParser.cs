using Streams.Schemas.Container;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;
using Streams.Schemas.Text;

namespace Streams.Schemas.Dns;

/// <summary>CoreDNS' log: queries, errors and everything else it prints; bare, after a time, inside CRI, or in a shipper's JSON.</summary>
internal sealed class DnsParser(ParserOptions options) : RecordParser(EventSource.Dns, options)
{
    private readonly EnvelopeReader _envelopes = new(options);
    private readonly FieldSet _origin = new();
    private readonly ClusterNames _cluster = new(options);

    /// <inheritdoc />
    protected override (DeadReason Reason, string Detail) Read(in RawRecord record)
    {
        var line = record.Value;
        var envelopeTime = EventTime.None;
        if (EnvelopeReader.IsObject(line.Span))
        {
            _origin.Clear();
            if (_envelopes.Unwrap(line, _origin, out var envelope) is { } failure)
            {
                return Limit(failure);
            }

            if (!envelope.HasLine)
            {
                return (DeadReason.MissingField, "no log or message");
            }

            (line, envelopeTime) = (envelope.Line, envelope.Time);
            CopyNode();
        }

        if (CriLine.TryRead(line.Span, out var cri))
        {
            line = line[cri.MessageStart..];
            Parsed.Fields.Add(Field.Stream, cri.Stream);
        }
        else
        {
            cri = default;
        }

        Parsed.Document = Words.Line(line);
        Describe(Parsed.Document.Span);
        SetTime(envelopeTime, TimeSource.Envelope);
        SetTime(cri.Stream.IsEmpty ? EventTime.None : cri.Time, TimeSource.Header);
        SetTimeFromOutside(in record);
        return Done;
    }

    /// <summary>The envelope's pod is the DNS server's, not the one that asked: only its node counts.</summary>
    private void CopyNode()
    {
        if (_origin.Has(Field.NodeName))
        {
            Parsed.Fields.Add(Field.NodeName, _origin.Text(Field.NodeName));
        }
    }

    private void Describe(ReadOnlySpan<byte> line)
    {
        var rest = line;
        if (rest.Length > 20 && rest[4] == '-')
        {
            var after = rest;
            if (Rfc3339.TryParse(Words.Cut(ref after, (byte)' '), Options.TimeZone, out var time))
            {
                SetTime(time, TimeSource.Record);
                rest = after.TrimStart((byte)' ');
            }
        }

        Parsed.Fields.Add(Field.Message, rest);
        if (Words.Skip(ref rest, "[ERROR] plugin/errors: "u8))
        {
            DescribeError(rest);
            return;
        }

        Words.Skip(ref rest, "[INFO] "u8);
        if (CoreDnsLine.TryRead(rest, Parsed.Fields, _cluster))
        {
            Parsed.Type = EventType.Query;
        }
    }

    /// <summary><c>RCODE NAME TYPE: reason</c></summary>
    private void DescribeError(ReadOnlySpan<byte> rest)
    {
        var code = Words.Next(ref rest);
        var name = Words.Next(ref rest);
        var type = Words.Cut(ref rest, (byte)':');
        if (!Words.TryNumber(code, out _) || rest.IsEmpty)
        {
            return;
        }

        Parsed.Type = EventType.DnsError;
        CoreDnsLine.AddName(name, Parsed.Fields, _cluster);
        Parsed.Fields.Add(Field.QuestionType, type);
        Parsed.Fields.Add(Field.EventOutcome, "failure"u8);
        Parsed.Fields.Add(Field.EventReason, rest.TrimStart((byte)' '));
    }
}

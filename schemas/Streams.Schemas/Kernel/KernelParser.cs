using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;
using Streams.Schemas.Text;

namespace Streams.Schemas.Kernel;

/// <summary>Kernel lines, with a syslog header or none, with the <c>[uptime]</c> or without: netfilter's packets, and everything else as it is.</summary>
internal sealed class KernelParser(ParserOptions options) : RecordParser(EventSource.Kernel, options)
{
    private readonly EnvelopeReader _envelopes = new(options);

    /// <inheritdoc />
    protected override (DeadReason Reason, string Detail) Read(in RawRecord record)
    {
        var line = record.Value;
        var envelopeTime = EventTime.None;
        if (EnvelopeReader.IsObject(line.Span))
        {
            if (_envelopes.Unwrap(line, Parsed.Fields, out var envelope) is { } failure)
            {
                return Limit(failure);
            }

            if (!envelope.HasLine)
            {
                return (DeadReason.MissingField, "no log or message");
            }

            (line, envelopeTime) = (envelope.Line, envelope.Time);
        }

        Parsed.Document = Words.Line(line);
        Describe(Parsed.Document.Span, new SyslogClock(Options, record.AppendTime));
        SetTime(envelopeTime, TimeSource.Envelope);
        SetTimeFromOutside(in record);
        return Done;
    }

    private void Describe(ReadOnlySpan<byte> line, in SyslogClock clock)
    {
        var message = line;
        if (SyslogHeader.TryRead(line, in clock, out var header))
        {
            SetTime(header.Time, TimeSource.Header);
            if (!header.Host.IsEmpty)
            {
                Parsed.Fields.Add(Field.HostName, header.Host);
            }

            message = header.App.SequenceEqual("kernel"u8) ? header.Message : header.Tagged;
        }

        message = WithoutUptime(message);
        if (NetfilterLine.TryRead(message, Parsed.Fields))
        {
            Parsed.Type = EventType.Flow;
            return;
        }

        Parsed.Fields.Add(Field.Message, message);
    }

    private ReadOnlySpan<byte> WithoutUptime(ReadOnlySpan<byte> message)
    {
        var rest = message.TrimStart((byte)' ');
        if (!Words.Skip(ref rest, "["u8) || rest.IndexOf((byte)']') is not (var end and > 2 and < 24))
        {
            return message;
        }

        var uptime = rest[..end].Trim((byte)' ');
        if (uptime.IndexOfAnyExcept("0123456789."u8) >= 0 || !uptime.Contains((byte)'.'))
        {
            return message;
        }

        Parsed.Fields.Add(Field.KernelUptime, uptime);
        return rest[(end + 1)..].TrimStart((byte)' ');
    }
}

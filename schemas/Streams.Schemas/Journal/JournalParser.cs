using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;
using Streams.Schemas.Text;

namespace Streams.Schemas.Journal;

/// <summary>The journal of a node: objects of <c>journalctl -o json</c>, or plain syslog lines (RFC 3164, RFC 5424, rsyslog's file format).</summary>
internal sealed class JournalParser(ParserOptions options) : RecordParser(EventSource.Journal, options)
{
    private readonly JournalObject _object = new();
    private readonly EnvelopeReader _envelopes = new(options);

    /// <inheritdoc />
    protected override (DeadReason Reason, string Detail) Read(in RawRecord record)
    {
        var line = record.Value;
        if (!EnvelopeReader.IsObject(line.Span))
        {
            return ReadLine(Words.Line(line), in record);
        }

        var json = new JsonCursor(line.Span, Options, Buffers);
        if (!json.Begin())
        {
            return Limit(json.Failure);
        }

        _object.Read(ref json, Parsed.Fields);
        if (!json.End())
        {
            return Limit(json.Failure);
        }

        if (!_object.Seen)
        {
            return Unwrap(in record);
        }

        Parsed.Document = line;
        Parsed.IsJson = true;
        SetTime(_object.SourceMicros == 0 ? EventTime.None : _object.SourceMicros * 1000, TimeSource.Record);
        SetTime(_object.ReceivedMicros == 0 ? EventTime.None : _object.ReceivedMicros * 1000, TimeSource.Record);
        SetTimeFromOutside(in record);
        if (!OnlyHeader())
        {
            Describe(_object.Message);
        }

        // The command that sudo and cron name in the message counts before the writer's own.
        if (!_object.CommandLine.IsEmpty && !Parsed.Fields.Has(Field.ProcessCommandLine))
        {
            Parsed.Fields.Add(Field.ProcessCommandLine, _object.CommandLine);
        }

        return Done;
    }

    /// <summary>A shipper's <c>{"message": "Nov 23 … sshd[1]: …"}</c>: the message carries the whole syslog line.</summary>
    private bool OnlyHeader()
    {
        if (Parsed.Fields.Has(Field.SyslogAppName) || Parsed.Fields.Has(Field.SystemdUnit) || Parsed.Fields.Has(Field.JournalCursor)
            || !SyslogHeader.TryRead(_object.Message, new SyslogClock(Options, Parsed.Time), out var header))
        {
            return false;
        }

        DescribeHeader(in header);
        return true;
    }

    private (DeadReason Reason, string Detail) Unwrap(in RawRecord record)
    {
        Parsed.Reset(EventSource.Journal);
        if (_envelopes.Unwrap(record.Value, Parsed.Fields, out var envelope) is { } failure)
        {
            return Limit(failure);
        }

        if (!envelope.HasLine)
        {
            return (DeadReason.WrongKind, "no field of the journal, no log or message");
        }

        SetTime(envelope.Time, TimeSource.Envelope);
        return ReadLine(envelope.Line, in record);
    }

    private (DeadReason Reason, string Detail) ReadLine(ReadOnlyMemory<byte> line, in RawRecord record)
    {
        Parsed.Document = line;
        if (!SyslogHeader.TryRead(line.Span, new SyslogClock(Options, record.AppendTime), out var header))
        {
            return (DeadReason.Malformed, "neither a JSON object nor a syslog line");
        }

        SetTime(header.Time, TimeSource.Header);
        SetTimeFromOutside(in record);
        DescribeHeader(in header);
        return Done;
    }

    private void DescribeHeader(in SyslogHeader header)
    {
        var fields = Parsed.Fields;
        if (!header.Host.IsEmpty)
        {
            fields.Add(Field.HostName, header.Host);
        }

        if (!header.App.IsEmpty)
        {
            fields.Add(Field.SyslogAppName, header.App);
            fields.Add(Field.ProcessName, header.App);
        }

        if (Words.TryNumber(header.ProcessId, out var process))
        {
            fields.Add(Field.ProcessId, process);
        }

        if (header.Priority >= 0)
        {
            fields.Add(Field.SyslogPriority, header.Priority & 7);
            fields.Add(Field.SyslogFacility, header.Priority >> 3);
        }

        Describe(header.Message);
    }

    private void Describe(ReadOnlySpan<byte> message)
    {
        Parsed.Fields.Add(Field.Message, message);
        var app = Parsed.Fields.Has(Field.SyslogAppName) ? Parsed.Fields.Text(Field.SyslogAppName) : Parsed.Fields.Text(Field.ProcessName);
        Parsed.Type = ProgramMessage.Describe(app, Parsed.Fields.Text(Field.JournalTransport), message, Parsed.Fields);
    }
}

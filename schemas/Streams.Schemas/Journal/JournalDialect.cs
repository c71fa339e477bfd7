using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Journal;

/// <summary>The journal's own JSON (<c>journalctl -o json</c>), also as Vector and Fluent Bit hand it on. With <paramref name="kernelOnly"/> only what the kernel wrote.</summary>
internal sealed class JournalDialect(ParserOptions options, bool kernelOnly) : IDialect
{
    private readonly JournalObject _object = new();
    private readonly JsonBuffers _buffers = new();
    private readonly AuditdFields _audit = new();

    /// <inheritdoc/>
    public string Name => "journald";

    /// <inheritdoc/>
    public bool Begins(ReadOnlySpan<byte> json) =>
        json.Length > 40
        && json[1] == '"'
        && (json[2] == '_' || json[2] is >= (byte)'A' and <= (byte)'Z')
        && json.IndexOf("\"__REALTIME_TIMESTAMP\""u8) >= 0
        && json.IndexOf("\"source_type\""u8) < 0;

    /// <inheritdoc/>
    public Reading Read(Element element, ParsedEvent parsed)
    {
        if (!element.IsObject)
        {
            return Reading.None;
        }

        var json = new JsonCursor(element.Body.Span, options, _buffers);
        if (!json.Begin())
        {
            return Reading.Limit(json.Failure);
        }

        _object.Read(ref json, parsed.Fields);
        if (!json.End())
        {
            return Reading.Limit(json.Failure);
        }

        if (!_object.IsJournal || (kernelOnly && !parsed.Fields.Text(Field.JournalTransport).SequenceEqual("kernel"u8)))
        {
            return Reading.None;
        }

        parsed.Document = element.Body;
        parsed.IsJson = true;
        parsed.SetTime(_object.SourceMicros == 0 ? EventTime.None : _object.SourceMicros * 1000, TimeSource.Record);
        parsed.SetTime(_object.ReceivedMicros == 0 ? EventTime.None : _object.ReceivedMicros * 1000, TimeSource.Record);
        parsed.SetTime(_object.ShipperTime, TimeSource.Envelope);
        Describe(parsed);
        return Reading.Done;
    }

    private void Describe(ParsedEvent parsed)
    {
        var message = _object.Message.TrimEnd((byte)'\r');
        if (message.IsEmpty)
        {
            parsed.Fields.Add(Field.Tag, EventTags.MessageMissing);
        }

        if (parsed.Fields.Text(Field.JournalTransport).SequenceEqual("audit"u8))
        {
            parsed.Fields.Replace(Field.SyslogAppName, "auditd"u8);
            parsed.Fields.Add(Field.Message, message);
            parsed.Type = _audit.Read(message, parsed.Fields);
            return;
        }

        ProgramMessage.Describe(message, parsed);

        // The command that sudo and cron name in the message counts before the writer's own.
        if (!_object.CommandLine.IsEmpty && !parsed.Fields.Has(Field.ProcessCommandLine))
        {
            parsed.Fields.Add(Field.ProcessCommandLine, _object.CommandLine);
        }
    }
}

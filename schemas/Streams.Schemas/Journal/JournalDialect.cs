using Streams.Schemas.Dialects;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Journal;

/// <summary>The journal's own JSON (<c>journalctl -o json</c>), also as Vector and Fluent Bit hand it on. With <paramref name="kernelOnly"/> only what the kernel wrote.</summary>
internal sealed class JournalDialect(ParserOptions options, bool kernelOnly) : CursorDialect(options)
{
    private readonly JournalObject _object = new();
    private readonly AuditdFields _audit = new();

    /// <inheritdoc/>
    public override string Name => "journald";

    /// <inheritdoc/>
    public override bool Begins(ReadOnlySpan<byte> json) =>
        json.Length > 40
        && json[1] == '"'
        && (json[2] == '_' || json[2] is >= (byte)'A' and <= (byte)'Z')
        && json.IndexOf("\"__REALTIME_TIMESTAMP\""u8) >= 0
        && json.IndexOf("\"source_type\""u8) < 0;

    /// <inheritdoc/>
    protected override void ReadObject(ref JsonCursor json, FieldSet fields) => _object.Read(ref json, fields);

    /// <inheritdoc/>
    protected override bool IsMine(FieldSet fields) => _object.IsJournal && (!kernelOnly || fields.Text(Field.JournalTransport).SequenceEqual("kernel"u8));

    /// <inheritdoc/>
    protected override void Describe(ParsedEvent parsed)
    {
        parsed.SetTime(_object.SourceMicros == 0 ? Timestamp.Unknown : new(_object.SourceMicros * 1000), TimeSource.Record);
        parsed.SetTime(_object.ReceivedMicros == 0 ? Timestamp.Unknown : new(_object.ReceivedMicros * 1000), TimeSource.Record);
        parsed.SetTime(_object.ShipperTime, TimeSource.Envelope);
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

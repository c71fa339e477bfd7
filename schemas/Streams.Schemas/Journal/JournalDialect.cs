using System.Buffers;
using System.Buffers.Text;
using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Journal;

/// <summary>The journal's own JSON (<c>journalctl -o json</c>), also as Vector and Fluent Bit hand it on. With <paramref name="kernelOnly"/> only what the kernel wrote.</summary>
internal sealed class JournalDialect(ParserOptions options, bool kernelOnly) : CursorDialect(options)
{
    private readonly JournalObject _object = new();
    private readonly AuditdFields _audit = new();
    private readonly ByteBuffer _records = new();

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
    protected override bool Takes(Element element, ParsedEvent parsed) => !NamedProgram.IsNamed(element, parsed);

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
            parsed.Dialect = Name;
            Records(message, parsed);
            return;
        }

        ProgramMessage.Describe(message, parsed);

        // The command that sudo and cron name in the message counts before the writer's own.
        if (!_object.CommandLine.IsEmpty && !parsed.Fields.Has(Field.ProcessCommandLine))
        {
            parsed.Fields.Add(Field.ProcessCommandLine, _object.CommandLine);
        }
    }

    /// <summary>The record as the log of Linux audit has it, so that those of one serial are joined; the journal keeps an entry for each.</summary>
    private void Records(ReadOnlySpan<byte> message, ParsedEvent parsed)
    {
        var kind = Words.Next(ref message);
        if (_object.AuditId <= 0 || _object.SourceMicros <= 0 || !AuditdParts.IsPart(kind))
        {
            return;
        }

        _records.Clear();
        _records.Append("type="u8);
        _records.Append(kind);
        _records.Append(" msg=audit("u8);
        Span<byte> digits = stackalloc byte[24];
        _ = Utf8Formatter.TryFormat(_object.SourceMicros / 1_000_000, digits, out var written);
        _records.Append(digits[..written]);
        _records.Append("."u8);
        _ = Utf8Formatter.TryFormat(_object.SourceMicros / 1000 % 1000, digits, out written, new StandardFormat('D', 3));
        _records.Append(digits[..written]);
        _records.Append(":"u8);
        _ = Utf8Formatter.TryFormat(_object.AuditId, digits, out written);
        _records.Append(digits[..written]);
        _records.Append("): "u8);
        _records.Append(message);
        AuditdParts.Describe(_records.Memory, parsed);
    }
}

using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Text;

namespace Streams.Schemas.Journal;

/// <summary>
/// One object of <c>journalctl -o json</c>: numbers are strings, a value that is not text is an array of bytes, a repeated field is an array of values.
/// </summary>
internal sealed class JournalObject
{
    private readonly ByteBuffer _message = new();
    private readonly ByteBuffer _commandLine = new();

    /// <summary>The message; empty where there is none.</summary>
    public ReadOnlySpan<byte> Message => _message.Span;

    /// <summary>The command line of the process that wrote it; empty where it is not known.</summary>
    public ReadOnlySpan<byte> CommandLine => _commandLine.Span;

    /// <summary>Whether fields of the journal were seen: a message alone, or a name that other programs use too, is not enough.</summary>
    public bool IsJournal { get; private set; }

    /// <summary>Microseconds since the epoch that the sender gave, or 0.</summary>
    public long SourceMicros { get; private set; }

    /// <summary>Microseconds since the epoch when journald received it, or 0.</summary>
    public long ReceivedMicros { get; private set; }

    /// <summary>The serial of a record of Linux audit, or 0.</summary>
    public long AuditId { get; private set; }

    /// <summary>The time that a shipper put beside the journal's own fields, or <see cref="Timestamp.Unknown"/>.</summary>
    public Timestamp ShipperTime { get; private set; }

    /// <summary>Reads the object that the cursor stands on.</summary>
    public void Read(ref JsonCursor json, FieldSet fields)
    {
        _message.Clear();
        _commandLine.Clear();
        (IsJournal, SourceMicros, ReceivedMicros, AuditId, ShipperTime) = (false, 0, 0, 0, Timestamp.Unknown);
        while (json.NextProperty())
        {
            Property(ref json, fields);
        }
    }

    private void Property(ref JsonCursor json, FieldSet fields)
    {
        var name = json.Name;
        if (name.SequenceEqual("MESSAGE"u8) || name.SequenceEqual("message"u8))
        {
            ReadMessage(ref json);
        }
        else if (name.SequenceEqual("__REALTIME_TIMESTAMP"u8))
        {
            IsJournal = true;
            ReceivedMicros = Micros(ref json);
        }
        else if (name.SequenceEqual("_SOURCE_REALTIME_TIMESTAMP"u8))
        {
            SourceMicros = Micros(ref json);
        }
        else if (name.SequenceEqual("_AUDIT_ID"u8))
        {
            AuditId = json.TryNumber(out var serial) ? serial : 0;
        }
        else if (IsShipperTime(name) && !ShipperTime.IsKnown)
        {
            ShipperTime = EnvelopeTime.Of(json.Text());
        }
        else if (name.SequenceEqual("_CMDLINE"u8) && json.IsString)
        {
            _commandLine.Clear();
            _commandLine.Append(json.Text());
        }
        else if (JournalFields.TryField(name, out var field))
        {
            IsJournal |= name[0] == '_' || name.StartsWith("SYSLOG_"u8);
            Add(ref json, field, fields);
        }
        else
        {
            json.Skip();
        }
    }

    /// <summary>A shipper's key beside the journal's: no field of the journal is in lower case.</summary>
    private static bool IsShipperTime(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("@timestamp"u8) || name.SequenceEqual("date"u8) || name.SequenceEqual("timestamp"u8) || name.SequenceEqual("time"u8);

    private static long Micros(ref JsonCursor json) => json.TryNumber(out var micros) && micros is > 0 and < long.MaxValue / 1000 ? micros : 0;

    private void ReadMessage(ref JsonCursor json)
    {
        if (!json.IsArray)
        {
            _message.Clear();
            _message.Append(json.Text());
            return;
        }

        while (json.NextItem())
        {
            if (json.IsNumber && json.TryNumber(out var octet))
            {
                _message.Append([(byte)octet]);
            }
            else if (json.IsString)
            {
                // A repeated message: its values are lines of one.
                _message.Append(_message.Length == 0 ? [] : "\n"u8);
                _message.Append(json.Text());
            }
            else
            {
                json.Skip();
            }
        }
    }

    private static void Add(ref JsonCursor json, Field field, FieldSet fields)
    {
        if (!json.IsArray)
        {
            AddValue(field, json.Text(), fields);
            return;
        }

        while (json.NextItem())
        {
            if (json.IsString)
            {
                AddValue(field, json.Text(), fields);
            }
            else
            {
                json.Skip();
            }
        }
    }

    private static void AddValue(Field field, ReadOnlySpan<byte> text, FieldSet fields)
    {
        if (field is Field.ProcessId or Field.SyslogPriority or Field.UserId && Words.TryNumber(text, out var number))
        {
            if (!fields.Has(field))
            {
                fields.Add(field, number);
            }
        }
        else if (!text.IsEmpty)
        {
            fields.Add(field, text);
        }
    }
}

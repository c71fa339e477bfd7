using System.Buffers.Binary;
using System.Text;
using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Joining;

/// <summary>
/// The parts of one event so far: of one key (<see cref="IPartJoiner.WriteKey"/>), within one partition. Plain state; its owner keeps it, encoded where it must survive.
/// </summary>
public sealed class EventParts
{
    private const byte Version = 1;
    private const int EntryHeader = 7;

    /// <summary>Stands for a field's number before the envelope's name, behind the fields.</summary>
    private const ushort EnvelopeEntry = ushort.MaxValue;
    private const int HeaderLength = 1 + 8 + 8 + 8 + 8 + 4 + 1 + 4 + 4;

    internal ByteBuffer Text { get; } = new();

    /// <summary>Field number (2), kind (1), length (4), text; of the first part.</summary>
    internal ByteBuffer Fields { get; } = new();

    /// <summary>The number of parts.</summary>
    public int Count { get; internal set; }

    /// <summary>The line or offset of the first part.</summary>
    public long First { get; internal set; }

    /// <summary>The line or offset of the last part.</summary>
    public long Last { get; internal set; }

    /// <summary>The time of the first part.</summary>
    public Timestamp Time { get; internal set; } = Timestamp.Unknown;

    /// <summary>Where that time comes from.</summary>
    public TimeSource TimeSource { get; internal set; }

    /// <summary>The append time of the last part.</summary>
    public Timestamp LastAppendTime { get; internal set; } = Timestamp.Unknown;

    /// <summary>The bytes buffered.</summary>
    public int Length => Text.Length;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Text.Clear();
        Fields.Clear();
        (Count, First, Last, Time, TimeSource, LastAppendTime) = (0, 0, 0, Timestamp.Unknown, TimeSource.None, Timestamp.Unknown);
    }

    /// <summary>The state as bytes.</summary>
    public byte[] Encode()
    {
        var bytes = new byte[HeaderLength + Fields.Length + Text.Length];
        var at = bytes.AsSpan();
        at[0] = Version;
        BinaryPrimitives.WriteInt64LittleEndian(at[1..], First);
        BinaryPrimitives.WriteInt64LittleEndian(at[9..], Last);
        BinaryPrimitives.WriteInt64LittleEndian(at[17..], Time.Nanoseconds);
        BinaryPrimitives.WriteInt64LittleEndian(at[25..], LastAppendTime.Nanoseconds);
        BinaryPrimitives.WriteInt32LittleEndian(at[33..], Count);
        at[37] = (byte)TimeSource;
        BinaryPrimitives.WriteInt32LittleEndian(at[38..], Fields.Length);
        BinaryPrimitives.WriteInt32LittleEndian(at[42..], Text.Length);
        Fields.Span.CopyTo(at[HeaderLength..]);
        Text.Span.CopyTo(at[(HeaderLength + Fields.Length)..]);
        return bytes;
    }

    /// <summary>Reads what <see cref="Encode"/> wrote; null where the bytes are something else.</summary>
    public static EventParts? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength || bytes[0] != Version)
        {
            return null;
        }

        var fields = BinaryPrimitives.ReadInt32LittleEndian(bytes[38..]);
        var text = BinaryPrimitives.ReadInt32LittleEndian(bytes[42..]);
        if (fields < 0 || text < 0 || (long)fields + text != bytes.Length - HeaderLength)
        {
            return null;
        }

        var parts = new EventParts
        {
            First = BinaryPrimitives.ReadInt64LittleEndian(bytes[1..]),
            Last = BinaryPrimitives.ReadInt64LittleEndian(bytes[9..]),
            Time = new(BinaryPrimitives.ReadInt64LittleEndian(bytes[17..])),
            LastAppendTime = new(BinaryPrimitives.ReadInt64LittleEndian(bytes[25..])),
            Count = BinaryPrimitives.ReadInt32LittleEndian(bytes[33..]),
            TimeSource = (TimeSource)bytes[37],
        };
        parts.Fields.Append(bytes.Slice(HeaderLength, fields));
        parts.Text.Append(bytes[(HeaderLength + fields)..]);
        return parts;
    }

    /// <summary>Begins with a part: its place, its time and its fields.</summary>
    internal void Remember(ParsedEvent part, long place)
    {
        Remember(part.Time, part.TimeSource, place);
        for (var i = 0; i < part.Fields.Count; i++)
        {
            var value = part.Fields.At(i);
            Remember((ushort)value.Field, (byte)value.Kind, value.Text);
        }

        RememberEnvelope(part);
    }

    /// <summary>Begins with a part of which some fields are kept.</summary>
    internal void Remember(ParsedEvent part, long place, ReadOnlySpan<Field> kept)
    {
        Remember(part.Time, part.TimeSource, place);
        for (var i = 0; i < part.Fields.Count; i++)
        {
            var value = part.Fields.At(i);
            if (kept.Contains(value.Field))
            {
                Remember((ushort)value.Field, (byte)value.Kind, value.Text);
            }
        }

        RememberEnvelope(part);
    }

    /// <summary>Adds the fields of the first part.</summary>
    internal void Recall(FieldSet into)
    {
        var rest = Fields.Span;
        while (TryNext(ref rest, out var field, out var text) && field < (int)Field.Count)
        {
            into.Add((Field)field, text);
        }
    }

    /// <summary>The envelope of the first part; null where it was not kept.</summary>
    internal string? RecallEnvelope()
    {
        var rest = Fields.Span;
        while (TryNext(ref rest, out var field, out var text))
        {
            if (field == EnvelopeEntry)
            {
                return Encoding.ASCII.GetString(text);
            }
        }

        return null;
    }

    private static bool TryNext(ref ReadOnlySpan<byte> rest, out ushort field, out ReadOnlySpan<byte> text)
    {
        field = 0;
        text = default;
        if (rest.Length < EntryHeader || BinaryPrimitives.ReadInt32LittleEndian(rest[3..]) is var length && (length < 0 || length > rest.Length - EntryHeader))
        {
            return false;
        }

        field = BinaryPrimitives.ReadUInt16LittleEndian(rest);
        text = rest.Slice(EntryHeader, length);
        rest = rest[(EntryHeader + length)..];
        return true;
    }

    private void Remember(Timestamp time, TimeSource timeSource, long place) => (First, Time, TimeSource) = (place, time, timeSource);

    private void RememberEnvelope(ParsedEvent part)
    {
        Span<byte> name = stackalloc byte[32];
        if (Encoding.ASCII.TryGetBytes(part.Envelope, name, out var length))
        {
            Remember(EnvelopeEntry, 0, name[..length]);
        }
    }

    private void Remember(ushort field, byte kind, ReadOnlySpan<byte> text)
    {
        Span<byte> header = stackalloc byte[EntryHeader];
        BinaryPrimitives.WriteUInt16LittleEndian(header, field);
        header[2] = kind;
        BinaryPrimitives.WriteInt32LittleEndian(header[3..], text.Length);
        Fields.Append(header);
        Fields.Append(text);
    }
}

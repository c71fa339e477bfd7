using System.Buffers.Binary;
using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Container;

/// <summary>
/// The parts of one line so far: of one container and stream, within one partition. Plain state; its owner keeps it, encoded where it must survive.
/// </summary>
public sealed class CriParts
{
    private const byte Version = 1;
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
    public static CriParts? Decode(ReadOnlySpan<byte> bytes)
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

        var parts = new CriParts
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
}

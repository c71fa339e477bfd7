using System.Buffers.Binary;
using System.Text;
using Streams.Schemas.Events;

namespace Streams.Schemas.Avro;

/// <summary>Writes Avro's binary encoding behind the Confluent header (0x00, schema id). Reused; owned by one thread.</summary>
public sealed class AvroWriter
{
    private byte[] _buffer = new byte[1024];
    private int _length;

    /// <summary>The bytes written.</summary>
    public byte[] ToArray() => Written.ToArray();

    /// <summary>The bytes written, good until the next is.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>How many bytes were written since <see cref="Begin"/>, the header included.</summary>
    public int Length => _length;

    /// <summary>Forgets what was written.</summary>
    public void Clear() => _length = 0;

    /// <summary>Begins a value of a schema.</summary>
    public void Begin(int schemaId)
    {
        _length = 0;
        var span = Room(5);
        span[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(span[1..], schemaId);
        _length += 5;
    }

    /// <summary>int or long: zigzag, variable length.</summary>
    public void Long(long value)
    {
        var rest = (ulong)((value << 1) ^ (value >> 63));
        var span = Room(10);
        var length = 0;
        while (rest >= 0x80)
        {
            span[length++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        span[length++] = (byte)rest;
        _length += length;
    }

    /// <summary>boolean.</summary>
    public void Boolean(bool value)
    {
        Room(1)[0] = value ? (byte)1 : (byte)0;
        _length++;
    }

    /// <summary>float.</summary>
    public void Float(float value)
    {
        BinaryPrimitives.WriteSingleLittleEndian(Room(4), value);
        _length += 4;
    }

    /// <summary>double.</summary>
    public void Double(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(Room(8), value);
        _length += 8;
    }

    /// <summary>string.</summary>
    public void String(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Long(length);
        Encoding.UTF8.GetBytes(value, Room(Math.Max(length, 1)));
        _length += length;
    }

    /// <summary>bytes, or a string that is UTF-8 already.</summary>
    public void Bytes(ReadOnlySpan<byte> value)
    {
        Long(value.Length);
        Fixed(value);
    }

    /// <summary>fixed.</summary>
    public void Fixed(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Room(value.Length));
        _length += value.Length;
    }

    /// <summary>["null","string"].</summary>
    public void OptionalString(string? value)
    {
        Long(value is null ? 0 : 1);
        if (value is not null)
        {
            String(value);
        }
    }

    /// <summary>A time; one that is not known or never comes is as it is stored.</summary>
    public void Time(Timestamp time) => Long(time.Nanoseconds);

    /// <summary>["null","long"] that is a time; null for none.</summary>
    public void OptionalTime(Timestamp time)
    {
        Long(time.IsKnown ? 1 : 0);
        if (time.IsKnown)
        {
            Time(time);
        }
    }

    /// <summary>["null","long"].</summary>
    public void OptionalLong(long? value)
    {
        Long(value is null ? 0 : 1);
        if (value is { } number)
        {
            Long(number);
        }
    }

    /// <summary>["null","double"].</summary>
    public void OptionalDouble(double? value)
    {
        Long(value is null ? 0 : 1);
        if (value is { } number)
        {
            Double(number);
        }
    }

    /// <summary>array of string.</summary>
    public void Strings(IReadOnlyList<string> values)
    {
        Block(values.Count);
        foreach (var value in values)
        {
            String(value);
        }

        End();
    }

    /// <summary>Begins an array or map block of so many items; end it with <see cref="End"/>.</summary>
    public void Block(int count)
    {
        if (count > 0)
        {
            Long(count);
        }
    }

    /// <summary>Ends an array or map.</summary>
    public void End() => Long(0);

    private Span<byte> Room(int length)
    {
        if (_buffer.Length - _length < length)
        {
            Array.Resize(ref _buffer, Math.Max(2 * _buffer.Length, _length + length));
        }

        return _buffer.AsSpan(_length);
    }
}

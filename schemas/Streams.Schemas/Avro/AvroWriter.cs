using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Streams.Schemas.Avro;

/// <summary>Writes Avro's binary encoding behind the Confluent header (0x00, schema id). Reused; owned by one thread.</summary>
public sealed class AvroWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);

    /// <summary>The bytes written.</summary>
    public byte[] ToArray() => _buffer.WrittenSpan.ToArray();

    /// <summary>How many bytes were written since <see cref="Begin"/>, the header included.</summary>
    public int Length => _buffer.WrittenCount;

    /// <summary>Forgets what was written.</summary>
    public void Clear() => _buffer.ResetWrittenCount();

    /// <summary>Begins a value of a schema.</summary>
    public void Begin(int schemaId)
    {
        _buffer.ResetWrittenCount();
        var span = _buffer.GetSpan(5);
        span[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(span[1..], schemaId);
        _buffer.Advance(5);
    }

    /// <summary>int or long: zigzag, variable length.</summary>
    public void Long(long value)
    {
        var rest = (ulong)((value << 1) ^ (value >> 63));
        var span = _buffer.GetSpan(10);
        var length = 0;
        while (rest >= 0x80)
        {
            span[length++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        span[length++] = (byte)rest;
        _buffer.Advance(length);
    }

    /// <summary>boolean.</summary>
    public void Boolean(bool value)
    {
        _buffer.GetSpan(1)[0] = value ? (byte)1 : (byte)0;
        _buffer.Advance(1);
    }

    /// <summary>double.</summary>
    public void Double(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(_buffer.GetSpan(8), value);
        _buffer.Advance(8);
    }

    /// <summary>string.</summary>
    public void String(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Long(length);
        Encoding.UTF8.GetBytes(value, _buffer.GetSpan(Math.Max(length, 1)));
        _buffer.Advance(length);
    }

    /// <summary>bytes, or a string that is UTF-8 already.</summary>
    public void Bytes(ReadOnlySpan<byte> value)
    {
        Long(value.Length);
        _buffer.Write(value);
    }

    /// <summary>fixed.</summary>
    public void Fixed(ReadOnlySpan<byte> value) => _buffer.Write(value);

    /// <summary>["null","string"].</summary>
    public void OptionalString(string? value)
    {
        Long(value is null ? 0 : 1);
        if (value is not null)
        {
            String(value);
        }
    }

    /// <summary>["null","long"]; null for the given sentinel.</summary>
    public void OptionalLong(long value, long none)
    {
        Long(value == none ? 0 : 1);
        if (value != none)
        {
            Long(value);
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
}

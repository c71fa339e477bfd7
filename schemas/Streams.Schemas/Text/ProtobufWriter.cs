using System.Buffers.Binary;
using System.Text;

namespace Streams.Schemas.Text;

/// <summary>Writes Protocol Buffers' wire format; <see cref="ProtobufReader"/> reads it. Fields stand in the order in which they are written.</summary>
public sealed class ProtobufWriter
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int LengthDelimited = 2;
    private const int Fixed32 = 5;
    private readonly MemoryStream _bytes = new();

    /// <summary>What was written.</summary>
    public byte[] ToArray() => _bytes.ToArray();

    /// <summary>A number.</summary>
    public ProtobufWriter Number(int field, long value)
    {
        Key(field, Varint);
        Raw(value);
        return this;
    }

    /// <summary>A number of eight bytes.</summary>
    public ProtobufWriter FixedNumber(int field, long value)
    {
        Key(field, Fixed64);
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        _bytes.Write(bytes);
        return this;
    }

    /// <summary>A single.</summary>
    public ProtobufWriter Single(int field, float value)
    {
        Key(field, Fixed32);
        Raw(value);
        return this;
    }

    /// <summary>A text.</summary>
    public ProtobufWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Bytes.</summary>
    public ProtobufWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Key(field, LengthDelimited);
        Raw(value.Length);
        _bytes.Write(value);
        return this;
    }

    /// <summary>A message within.</summary>
    public ProtobufWriter Message(int field, ProtobufWriter message) => Bytes(field, message.ToArray());

    /// <summary>What another has written, as it is.</summary>
    public ProtobufWriter Raw(ProtobufWriter other)
    {
        other._bytes.WriteTo(_bytes);
        return this;
    }

    /// <summary>Numbers, packed.</summary>
    public ProtobufWriter Numbers(int field, IEnumerable<long> values)
    {
        var packed = new ProtobufWriter();
        foreach (var value in values)
        {
            packed.Raw(value);
        }

        return Message(field, packed);
    }

    /// <summary>Singles, packed.</summary>
    public ProtobufWriter Singles(int field, IEnumerable<float> values)
    {
        var packed = new ProtobufWriter();
        foreach (var value in values)
        {
            packed.Raw(value);
        }

        return Message(field, packed);
    }

    private void Key(int field, int type) => Raw((field << 3) | type);

    private void Raw(float value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        _bytes.Write(bytes);
    }

    private void Raw(long value)
    {
        var rest = (ulong)value;
        for (; rest >= 0x80; rest >>= 7)
        {
            _bytes.WriteByte((byte)(rest | 0x80));
        }

        _bytes.WriteByte((byte)rest);
    }
}

using System.Buffers.Binary;
using System.Text;

namespace Streams.Models.Training.Onnx;

/// <summary>Protocol Buffers' wire format, as much of it as ONNX files need.</summary>
internal sealed class ProtoWriter
{
    private const int Varint = 0;
    private const int LengthDelimited = 2;
    private const int Fixed32 = 5;
    private readonly MemoryStream _bytes = new();

    /// <summary>What was written.</summary>
    public byte[] ToArray() => _bytes.ToArray();

    /// <summary>A number.</summary>
    public ProtoWriter Number(int field, long value)
    {
        Key(field, Varint);
        Raw(value);
        return this;
    }

    /// <summary>A single.</summary>
    public ProtoWriter Single(int field, float value)
    {
        Key(field, Fixed32);
        Raw(value);
        return this;
    }

    /// <summary>A text.</summary>
    public ProtoWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Bytes.</summary>
    public ProtoWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Key(field, LengthDelimited);
        Raw(value.Length);
        _bytes.Write(value);
        return this;
    }

    /// <summary>A message within.</summary>
    public ProtoWriter Message(int field, ProtoWriter message) => Bytes(field, message.ToArray());

    /// <summary>What another has written, as it is.</summary>
    public ProtoWriter Raw(ProtoWriter other)
    {
        other._bytes.WriteTo(_bytes);
        return this;
    }

    /// <summary>Numbers, packed.</summary>
    public ProtoWriter Numbers(int field, IEnumerable<long> values)
    {
        var packed = new ProtoWriter();
        foreach (var value in values)
        {
            packed.Raw(value);
        }

        return Message(field, packed);
    }

    /// <summary>Singles, packed.</summary>
    public ProtoWriter Singles(int field, IEnumerable<float> values)
    {
        var packed = new ProtoWriter();
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

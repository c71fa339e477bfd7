using System.Buffers.Binary;
using System.Text;

namespace Streams.Engine.Seals;

/// <summary>What a seal is reckoned over: parts behind their lengths, so that no two records have one text.</summary>
internal ref struct SealText(Span<byte> buffer)
{
    private const int LengthBytes = 4;
    private readonly Span<byte> _buffer = buffer;
    private int _length;

    /// <summary>What was written.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    /// <summary>The bytes that a part takes.</summary>
    public static int SizeOf(int length) => LengthBytes + length;

    /// <summary>The most bytes that a text takes.</summary>
    public static int SizeOf(string text) => LengthBytes + Encoding.UTF8.GetMaxByteCount(text.Length);

    /// <summary>Adds bytes.</summary>
    public void Add(byte[]? part)
    {
        BinaryPrimitives.WriteInt32BigEndian(_buffer[_length..], part?.Length ?? 0);
        _length += LengthBytes;
        part.CopyTo(_buffer[_length..]);
        _length += part?.Length ?? 0;
    }

    /// <summary>Adds a text.</summary>
    public void Add(string text)
    {
        var at = _length;
        _length += LengthBytes;
        var written = Encoding.UTF8.GetBytes(text, _buffer[_length..]);
        BinaryPrimitives.WriteInt32BigEndian(_buffer[at..], written);
        _length += written;
    }
}

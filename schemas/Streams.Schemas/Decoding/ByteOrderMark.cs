using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Decoding;

/// <summary>UTF-8's byte order mark.</summary>
internal sealed class ByteOrderMark : IDecoder
{
    /// <inheritdoc/>
    public string Name => "a byte order mark";

    /// <inheritdoc/>
    public byte First => 0xef;

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> value) => value.StartsWith("\uFEFF"u8);

    /// <inheritdoc/>
    public DeadReason? Decode(ReadOnlyMemory<byte> value, ByteBuffer into, int most, out ReadOnlyMemory<byte> decoded)
    {
        decoded = value[3..];
        return null;
    }
}

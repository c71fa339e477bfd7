using Streams.Schemas.Parsing;
using Streams.Schemas.Text;
using ZstdSharp;

namespace Streams.Schemas.Decoding;

/// <summary>Zstandard (RFC 8878).</summary>
internal sealed class ZstdDecoder : IDecoder
{
    /// <inheritdoc/>
    public string Name => "zstd";

    /// <inheritdoc/>
    public byte First => 0x28;

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> value) => value.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd]);

    /// <inheritdoc/>
    public DeadReason? Decode(ReadOnlyMemory<byte> value, ByteBuffer into, int most, out ReadOnlyMemory<byte> decoded)
    {
        using var stream = new DecompressionStream(new MemoryStream(value.ToArray()));
        return Decompression.Read(stream, into, most, out decoded);
    }
}

using System.IO.Compression;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Decoding;

/// <summary>gzip (RFC 1952), also of several members.</summary>
internal sealed class GzipDecoder : IDecoder
{
    /// <inheritdoc/>
    public string Name => "gzip";

    /// <inheritdoc/>
    public byte First => 0x1f;

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> value) => value.Length > 18 && value[1] == 0x8b && value[2] == 8;

    /// <inheritdoc/>
    public DeadReason? Decode(ReadOnlyMemory<byte> value, ByteBuffer into, int most, out ReadOnlyMemory<byte> decoded)
    {
        using var stream = new GZipStream(new MemoryStream(value.ToArray()), CompressionMode.Decompress);
        return Decompression.Read(stream, into, most, out decoded);
    }
}

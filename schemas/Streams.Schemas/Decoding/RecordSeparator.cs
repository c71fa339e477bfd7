using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Decoding;

/// <summary>The byte in front of each text of a JSON sequence (RFC 7464), as <c>journalctl -o json-seq</c> writes it.</summary>
internal sealed class RecordSeparator : IDecoder
{
    /// <inheritdoc/>
    public string Name => "a record separator";

    /// <inheritdoc/>
    public byte First => 0x1e;

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> value) => value.Length > 1 && !HasMoreLines(value);

    /// <inheritdoc/>
    public DeadReason? Decode(ReadOnlyMemory<byte> value, ByteBuffer into, int most, out ReadOnlyMemory<byte> decoded)
    {
        decoded = value[1..];
        return null;
    }

    /// <summary>Several texts are taken apart by their lines first.</summary>
    private static bool HasMoreLines(ReadOnlySpan<byte> value) => value.IndexOf("\n\x1e"u8) >= 0;
}

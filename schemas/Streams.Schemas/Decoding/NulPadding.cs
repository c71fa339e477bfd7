using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Decoding;

/// <summary>The zero bytes that a crash of Docker or of the file system leaves in front of a line.</summary>
internal sealed class NulPadding : IDecoder
{
    private const int Fewest = 6;

    /// <inheritdoc/>
    public string Name => "zero bytes";

    /// <inheritdoc/>
    public byte First => 0;

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> value) => value.Length > Fewest && value[..Fewest].IndexOfAnyExcept((byte)0) < 0;

    /// <inheritdoc/>
    public DeadReason? Decode(ReadOnlyMemory<byte> value, ByteBuffer into, int most, out ReadOnlyMemory<byte> decoded)
    {
        var start = value.Span.IndexOfAnyExcept((byte)0);
        decoded = start < 0 ? default : value[start..];
        return start < 0 ? DeadReason.Empty : null;
    }
}

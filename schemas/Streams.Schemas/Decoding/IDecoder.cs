using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Decoding;

/// <summary>Takes off a coding that has nothing to do with the source: compression, framing, quoting. A file each, and a row in <see cref="DecoderTable"/>.</summary>
internal interface IDecoder
{
    /// <summary>Its name, for a person.</summary>
    string Name { get; }

    /// <summary>The first byte of what is so coded.</summary>
    byte First { get; }

    /// <summary>Whether the bytes are so coded.</summary>
    bool Recognises(ReadOnlySpan<byte> value);

    /// <summary>Decodes into a cleared buffer, or finds the decoded bytes within the value. Null, or why it cannot.</summary>
    DeadReason? Decode(ReadOnlyMemory<byte> value, ByteBuffer into, int most, out ReadOnlyMemory<byte> decoded);
}

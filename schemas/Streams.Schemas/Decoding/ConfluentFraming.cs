using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Decoding;

/// <summary>The five bytes that Confluent's serializers put in front: zero and a schema's number. JSON follows; Avro is another row, where a registry is named.</summary>
internal sealed class ConfluentFraming : IDecoder
{
    private const int Length = 5;

    /// <inheritdoc/>
    public string Name => "Confluent's framing";

    /// <inheritdoc/>
    public byte First => 0;

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> value) => value.Length > Length && value[Length] is (byte)'{' or (byte)'[' or (byte)'"' && !IsPadding(value);

    private static bool IsPadding(ReadOnlySpan<byte> value) => value[..Length].IndexOfAnyExcept((byte)0) < 0;

    /// <inheritdoc/>
    public DeadReason? Decode(ReadOnlyMemory<byte> value, ByteBuffer into, int most, out ReadOnlyMemory<byte> decoded)
    {
        decoded = value[Length..];
        return null;
    }
}

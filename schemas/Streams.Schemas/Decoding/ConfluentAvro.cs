using System.Buffers.Binary;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;
using AvroSchema = global::Avro.Schema;

namespace Streams.Schemas.Decoding;

/// <summary>Confluent's five bytes, zero and a schema's number, with Avro of that schema behind them: read as the JSON that the same record would be.</summary>
internal sealed class ConfluentAvro(IWriterSchemas schemas) : IDecoder
{
    private const int Length = 5;

    /// <inheritdoc/>
    public string Name => "Avro in Confluent's framing";

    /// <inheritdoc/>
    public byte First => 0;

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> value) => value.Length > Length && SchemaOf(value) is not null;

    /// <inheritdoc/>
    public DeadReason? Decode(ReadOnlyMemory<byte> value, ByteBuffer into, int most, out ReadOnlyMemory<byte> decoded)
    {
        decoded = default;
        if (SchemaOf(value.Span) is not { } schema)
        {
            return DeadReason.Malformed;
        }

        if (AvroJson.Write(schema, value.Span[Length..], into, most) is { } failure)
        {
            return failure;
        }

        decoded = into.Memory;
        return null;
    }

    private AvroSchema? SchemaOf(ReadOnlySpan<byte> value) => schemas.Find(BinaryPrimitives.ReadInt32BigEndian(value[1..]));
}

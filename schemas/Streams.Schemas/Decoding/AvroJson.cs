using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Avro;
using Streams.Schemas.Avro;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Decoding;

/// <summary>
/// Avro's binary encoding as JSON: a union is the value alone, bytes and fixed are text where they are UTF-8 and base64 where they are not, logical types keep their numbers.
/// The bytes are nobody's word: no length is believed, and what is written is bounded.
/// </summary>
internal static class AvroJson
{
    private const int MostDepth = 64;

    /// <summary>Writes the value that the bytes hold, all of them, into a cleared buffer; null, or why it cannot.</summary>
    public static DeadReason? Write(Schema schema, ReadOnlySpan<byte> bytes, ByteBuffer into, int most)
    {
        var output = new BoundedOutput(into, most);
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        var reader = new AvroReader(bytes);
        var isWhole = TryValue(schema, ref reader, json, output, 0);
        json.Flush();
        return output.IsFull ? DeadReason.TooLong
            : isWhole && !reader.Failed && reader.AtEnd ? null
            : DeadReason.Malformed;
    }

    private static bool TryValue(Schema schema, ref AvroReader reader, Utf8JsonWriter json, BoundedOutput output, int depth)
    {
        if (depth > MostDepth || reader.Failed || output.IsFull)
        {
            return false;
        }

        switch (schema)
        {
            case LogicalSchema logical:
                return TryValue(logical.BaseSchema, ref reader, json, output, depth);
            case RecordSchema record:
                return TryRecord(record, ref reader, json, output, depth);
            case UnionSchema union:
                return reader.Code(union.Count) is var branch && !reader.Failed && TryValue(union[branch], ref reader, json, output, depth + 1);
            case ArraySchema array:
                return TryArray(array, ref reader, json, output, depth);
            case MapSchema map:
                return TryMap(map, ref reader, json, output, depth);
            case EnumSchema symbols:
                var symbol = reader.Int();
                if (reader.Failed || symbol < 0 || symbol >= symbols.Count)
                {
                    return false;
                }

                json.WriteStringValue(symbols[symbol]);
                return true;
            case FixedSchema fixedSize:
                WriteBytes(reader.Fixed(fixedSize.Size), json);
                return !reader.Failed;
            default:
                return TryPrimitive(schema.Tag, ref reader, json);
        }
    }

    private static bool TryRecord(RecordSchema record, ref AvroReader reader, Utf8JsonWriter json, BoundedOutput output, int depth)
    {
        json.WriteStartObject();
        foreach (var field in record.Fields)
        {
            json.WritePropertyName(field.Name);
            if (!TryValue(field.Schema, ref reader, json, output, depth + 1))
            {
                return false;
            }
        }

        json.WriteEndObject();
        return true;
    }

    private static bool TryArray(ArraySchema array, ref AvroReader reader, Utf8JsonWriter json, BoundedOutput output, int depth)
    {
        json.WriteStartArray();
        for (var count = reader.Block(); count > 0; count = reader.Block())
        {
            for (; count > 0; count--)
            {
                if (!TryValue(array.ItemSchema, ref reader, json, output, depth + 1))
                {
                    return false;
                }

                json.FlushWhereLarge();
            }
        }

        json.WriteEndArray();
        return !reader.Failed;
    }

    private static bool TryMap(MapSchema map, ref AvroReader reader, Utf8JsonWriter json, BoundedOutput output, int depth)
    {
        json.WriteStartObject();
        for (var count = reader.Block(); count > 0; count = reader.Block())
        {
            for (; count > 0; count--)
            {
                json.WritePropertyName(Encoding.UTF8.GetString(reader.Bytes()));
                if (!TryValue(map.ValueSchema, ref reader, json, output, depth + 1))
                {
                    return false;
                }

                json.FlushWhereLarge();
            }
        }

        json.WriteEndObject();
        return !reader.Failed;
    }

    private static bool TryPrimitive(Schema.Type type, ref AvroReader reader, Utf8JsonWriter json)
    {
        switch (type)
        {
            case Schema.Type.Null:
                json.WriteNullValue();
                break;
            case Schema.Type.Boolean:
                json.WriteBooleanValue(reader.Boolean());
                break;
            case Schema.Type.Int:
                json.WriteNumberValue(reader.Int());
                break;
            case Schema.Type.Long:
                json.WriteNumberValue(reader.Long());
                break;
            case Schema.Type.Float:
                WriteNumber(reader.Float(), json);
                break;
            case Schema.Type.Double:
                WriteNumber(reader.Double(), json);
                break;
            case Schema.Type.String:
                json.WriteStringValue(Encoding.UTF8.GetString(reader.Bytes()));
                break;
            case Schema.Type.Bytes:
                WriteBytes(reader.Bytes(), json);
                break;
            default:
                return false;
        }

        return !reader.Failed;
    }

    /// <summary>JSON knows no infinity; such a number is none.</summary>
    private static void WriteNumber(double number, Utf8JsonWriter json)
    {
        if (double.IsFinite(number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private static void WriteBytes(ReadOnlySpan<byte> bytes, Utf8JsonWriter json)
    {
        if (Utf8.IsValid(bytes))
        {
            json.WriteStringValue(bytes);
        }
        else
        {
            json.WriteBase64StringValue(bytes);
        }
    }

    private static void FlushWhereLarge(this Utf8JsonWriter json)
    {
        if (json.BytesPending > BoundedOutput.Step)
        {
            json.Flush();
        }
    }

    /// <summary>Takes what is written up to a limit and then nothing more, so that a bomb costs no more than the limit.</summary>
    private sealed class BoundedOutput(ByteBuffer into, int most) : IBufferWriter<byte>
    {
        public const int Step = 32 * 1024;
        private byte[] _spare = [];

        /// <summary>Whether more was written than the limit.</summary>
        public bool IsFull { get; private set; }

        public void Advance(int count)
        {
            if (into.Length + count > most)
            {
                IsFull = true;
                return;
            }

            into.Append(_spare.AsSpan(0, count));
        }

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            if (_spare.Length < Math.Max(sizeHint, Step))
            {
                _spare = new byte[Math.Max(sizeHint, Step)];
            }

            return _spare;
        }

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}

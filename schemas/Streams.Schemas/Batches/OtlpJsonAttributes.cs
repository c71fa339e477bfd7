using System.Text.Json;
using Streams.Schemas.Json;
using Streams.Schemas.Text;

namespace Streams.Schemas.Batches;

/// <summary>Walks OTLP's attributes in JSON: <c>[{"key":"k8s.pod.name","value":{"stringValue":"cart-1"}}]</c>. What is no text and no number has an empty value.</summary>
internal ref struct OtlpJsonAttributes
{
    private readonly JsonBuffers _buffers;
    private Utf8JsonReader _json;

    /// <param name="array">The array, valid JSON.</param>
    /// <param name="buffers">Take what is written with escapes.</param>
    public OtlpJsonAttributes(ReadOnlySpan<byte> array, JsonBuffers buffers)
    {
        _buffers = buffers;
        _json = new Utf8JsonReader(array, new JsonReaderOptions { MaxDepth = 1 << 20 });
        _json.Read();
    }

    /// <summary>The attribute's name.</summary>
    public ReadOnlySpan<byte> Key { get; private set; }

    /// <summary>Its value.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Steps to the next attribute; false at the end.</summary>
    public bool TryNext()
    {
        Key = default;
        Value = default;
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (_json.TokenType == JsonTokenType.StartObject)
            {
                Read(ref _json, _buffers, out var key, out var value);
                Key = key;
                Value = value;
                return true;
            }

            _json.Skip();
        }

        return false;
    }

    /// <summary>Reads the members of the attribute that the reader stands on.</summary>
    public static void Read(scoped ref Utf8JsonReader json, JsonBuffers buffers, out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        key = default;
        value = default;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var (isKey, isValue) = (JsonToken.Is(ref json, "key"u8), JsonToken.Is(ref json, "value"u8));
            json.Read();
            if (isKey && json.TokenType == JsonTokenType.String)
            {
                key = Text(ref json, buffers.Name);
            }
            else if (isValue && json.TokenType == JsonTokenType.StartObject)
            {
                value = Scalar(ref json, buffers);
            }
            else
            {
                json.Skip();
            }
        }
    }

    private static ReadOnlySpan<byte> Scalar(scoped ref Utf8JsonReader json, JsonBuffers buffers)
    {
        ReadOnlySpan<byte> value = default;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            json.Read();
            if (json.TokenType is JsonTokenType.String or JsonTokenType.Number)
            {
                value = Text(ref json, buffers.Value);
            }
            else
            {
                json.Skip();
            }
        }

        return value;
    }

    private static ReadOnlySpan<byte> Text(scoped ref Utf8JsonReader json, ByteBuffer buffer)
    {
        if (!json.ValueIsEscaped)
        {
            return json.ValueSpan;
        }

        buffer.Clear();
        JsonText.Unescape(json.ValueSpan, buffer);
        return buffer.Span;
    }
}

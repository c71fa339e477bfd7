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
                Members();
                return true;
            }

            _json.Skip();
        }

        return false;
    }

    private void Members()
    {
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var (isKey, isValue) = (JsonToken.Is(ref _json, "key"u8), JsonToken.Is(ref _json, "value"u8));
            _json.Read();
            if (isKey && _json.TokenType == JsonTokenType.String)
            {
                Key = Text(_buffers.Name);
            }
            else if (isValue && _json.TokenType == JsonTokenType.StartObject)
            {
                Scalar();
            }
            else
            {
                _json.Skip();
            }
        }
    }

    private void Scalar()
    {
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            _json.Read();
            if (_json.TokenType is JsonTokenType.String or JsonTokenType.Number)
            {
                Value = Text(_buffers.Value);
            }
            else
            {
                _json.Skip();
            }
        }
    }

    private readonly ReadOnlySpan<byte> Text(ByteBuffer buffer)
    {
        if (!_json.ValueIsEscaped)
        {
            return _json.ValueSpan;
        }

        buffer.Clear();
        JsonText.Unescape(_json.ValueSpan, buffer);
        return buffer.Span;
    }
}

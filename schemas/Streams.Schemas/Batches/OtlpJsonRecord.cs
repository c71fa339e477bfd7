using System.Text.Json;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Batches;

/// <summary>One log record of OTLP in JSON, read in one go where it stands in its batch. Reused from record to record; owned by one thread.</summary>
internal sealed class OtlpJsonRecord(ParserOptions options)
{
    private readonly JsonBuffers _buffers = new();
    private readonly ByteBuffer _text = new();
    private readonly ByteBuffer _json = new();
    private readonly Base64Text _bytes = new();
    private ReadOnlyMemory<byte> _body;
    private ReadOnlyMemory<byte> _attributes;
    private OtlpBody _kind;
    private long _time;
    private long _observed;

    /// <summary>Reads the record whose beginning the reader stands on.</summary>
    public void Read(ref Utf8JsonReader json, ReadOnlyMemory<byte> text)
    {
        (_body, _attributes, _kind, _time, _observed) = (default, default, OtlpBody.None, 0, 0);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var (isBody, isAttributes) = (JsonToken.Is(ref json, "body"u8), JsonToken.Is(ref json, "attributes"u8));
            var isTime = JsonToken.Is(ref json, "timeUnixNano"u8) || JsonToken.Is(ref json, "time_unix_nano"u8);
            var isObserved = JsonToken.Is(ref json, "observedTimeUnixNano"u8) || JsonToken.Is(ref json, "observed_time_unix_nano"u8);
            json.Read();
            if ((isTime || isObserved) && json.TokenType is JsonTokenType.String or JsonTokenType.Number)
            {
                _ = JsonInteger.TryRead(json.ValueSpan, out var nanos) && (isTime ? _time = nanos : _observed = nanos) > 0;
            }
            else if (isBody && json.TokenType == JsonTokenType.StartObject)
            {
                Body(ref json, text);
            }
            else
            {
                var start = (int)json.TokenStartIndex;
                var isArray = json.TokenType == JsonTokenType.StartArray;
                json.Skip();
                _attributes = isAttributes && isArray ? text[start..(int)json.BytesConsumed] : _attributes;
            }
        }
    }

    /// <summary>Gives the record that was read to the sink.</summary>
    public void Give(ReadOnlyMemory<byte> record, SharedOrigin origin, IElementSink sink)
    {
        if (_kind == OtlpBody.None)
        {
            sink.Dead(DeadReason.MissingField, "a log record of OTLP without a body", record);
            return;
        }

        var element = sink.Next(record);
        (element.Envelope, element.IsCollected, element.Time) = ("otlp_json", true, Time());
        origin.Tell(element);
        AddAttributes(element);
        element.TakeHostAsNode();
        if (!TryBody(element))
        {
            sink.Dead(DeadReason.InvalidValue, "a body of bytes that is no base64", record);
            return;
        }

        sink.Take(element);
        _text.Shrink();
        _json.Shrink();
    }

    private Timestamp Time() =>
        _time > 0 ? new(_time)
        : _observed > 0 ? new(_observed)
        : Timestamp.Unknown;

    /// <summary>The first member says what the body is; its text stands in the batch, or unescaped in a buffer.</summary>
    private void Body(ref Utf8JsonReader json, ReadOnlyMemory<byte> text)
    {
        var start = (int)json.TokenStartIndex;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isText = JsonToken.Is(ref json, "stringValue"u8) || JsonToken.Is(ref json, "string_value"u8);
            var isBytes = JsonToken.Is(ref json, "bytesValue"u8) || JsonToken.Is(ref json, "bytes_value"u8);
            json.Read();
            var (isString, isFirst) = (json.TokenType == JsonTokenType.String, _kind == OtlpBody.None);
            if (isString && (isText || isBytes) && (isFirst || _kind == OtlpBody.Value))
            {
                _kind = isText ? OtlpBody.Text : OtlpBody.Bytes;
                _body = Text(ref json, text);
            }
            else
            {
                _kind = isFirst ? OtlpBody.Value : _kind;
                json.Skip();
            }
        }

        _body = _kind == OtlpBody.Value ? text[start..(int)json.BytesConsumed] : _body;
    }

    private ReadOnlyMemory<byte> Text(ref Utf8JsonReader json, ReadOnlyMemory<byte> text)
    {
        if (!json.ValueIsEscaped)
        {
            return text.Slice((int)json.TokenStartIndex + 1, json.ValueSpan.Length);
        }

        _text.Clear();
        JsonText.Unescape(json.ValueSpan, _text);
        return _text.Memory;
    }

    private void AddAttributes(Element element)
    {
        if (_attributes.IsEmpty)
        {
            return;
        }

        var attributes = new OtlpJsonAttributes(_attributes.Span, _buffers);
        while (attributes.TryNext())
        {
            OtlpOrigin.AddOfRecord(element, attributes.Key, attributes.Value);
        }
    }

    private bool TryBody(Element element)
    {
        switch (_kind)
        {
            case OtlpBody.Text:
                element.Become(element.Keep(_body.Span));
                return true;
            case OtlpBody.Bytes:
                return _bytes.TryBecome(element, _body.Span);
            default:
                _json.Clear();
                OtlpJsonValue.Write(_body, _json, options);
                element.Become(element.Keep(_json.Span));
                return true;
        }
    }
}

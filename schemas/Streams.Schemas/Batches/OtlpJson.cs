using System.Text.Json;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Batches;

/// <summary>OpenTelemetry's logs in JSON (OTLP 1.x): resources, scopes, log records. Read in one go, whatever it nests.</summary>
internal sealed class OtlpJson(ParserOptions options) : IBatch
{
    private readonly OtlpJsonRecord _record = new(options);
    private readonly SharedOrigin _origin = new(OtlpOrigin.Resource);
    private readonly JsonBuffers _buffers = new();
    private bool _any;

    /// <inheritdoc/>
    public string Name => "OTLP in JSON";

    /// <inheritdoc/>
    public bool Recognises(Element element) => element.Outline.IsArray(element.Outline.Find("resourceLogs"u8, "resource_logs"u8));

    /// <summary>Whether the text begins as the exporter writes it: then nothing has to be read before to know what it is.</summary>
    public static bool Begins(ReadOnlySpan<byte> text) => text.StartsWith("{\"resourceLogs\":["u8);

    /// <inheritdoc/>
    public DeadReason? Read(Element batch, IElementSink sink)
    {
        _any = false;
        var text = batch.Body;
        var json = Reader(text);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isResources = JsonToken.Is(ref json, "resourceLogs"u8) || JsonToken.Is(ref json, "resource_logs"u8);
            json.Read();
            if (isResources && json.TokenType == JsonTokenType.StartArray)
            {
                Resources(ref json, text, sink);
            }
            else
            {
                json.Skip();
            }
        }

        // What stands behind the object is an error of the whole.
        json.Read();
        return _any ? null : DeadReason.Empty;
    }

    private static Utf8JsonReader Reader(ReadOnlyMemory<byte> text) => new(text.Span, new JsonReaderOptions { MaxDepth = 1 << 20 });

    private void Resources(ref Utf8JsonReader json, ReadOnlyMemory<byte> text, IElementSink sink)
    {
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.StartObject)
            {
                Resource(ref json, text, sink);
            }
            else
            {
                Dead(Skipped(ref json, text), sink);
            }
        }
    }

    /// <summary>What a resource says is told of all its records: where its scopes stand before it, they wait for it.</summary>
    private void Resource(ref Utf8JsonReader json, ReadOnlyMemory<byte> text, IElementSink sink)
    {
        _origin.Begin();
        var isKnown = false;
        ReadOnlyMemory<byte> waiting = default;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var (isResource, isScopes) = (JsonToken.Is(ref json, "resource"u8), IsScopes(ref json));
            json.Read();
            if (isResource && json.TokenType == JsonTokenType.StartObject)
            {
                Origin(ref json, text);
                isKnown = true;
            }
            else if (!isScopes || json.TokenType != JsonTokenType.StartArray)
            {
                json.Skip();
            }
            else if (isKnown)
            {
                Scopes(ref json, text, sink);
            }
            else
            {
                waiting = Skipped(ref json, text);
            }
        }

        if (!waiting.IsEmpty)
        {
            var late = Reader(waiting);
            late.Read();
            Scopes(ref late, waiting, sink);
        }
    }

    /// <summary>Before OTLP 0.19 a scope was an instrumentation library.</summary>
    private static bool IsScopes(ref Utf8JsonReader json) =>
        JsonToken.Is(ref json, "scopeLogs"u8)
        || JsonToken.Is(ref json, "scope_logs"u8)
        || JsonToken.Is(ref json, "instrumentationLibraryLogs"u8)
        || JsonToken.Is(ref json, "instrumentation_library_logs"u8);

    private void Origin(ref Utf8JsonReader json, ReadOnlyMemory<byte> text)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isAttributes = JsonToken.Is(ref json, "attributes"u8);
            json.Read();
            if (!isAttributes || json.TokenType != JsonTokenType.StartArray)
            {
                json.Skip();
                continue;
            }

            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                if (json.TokenType == JsonTokenType.StartObject)
                {
                    OtlpJsonAttributes.Read(ref json, _buffers, out var key, out var value);
                    _origin.Add(key, value);
                }
                else
                {
                    json.Skip();
                }
            }
        }
    }

    private void Scopes(ref Utf8JsonReader json, ReadOnlyMemory<byte> text, IElementSink sink)
    {
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.StartObject)
            {
                Dead(Skipped(ref json, text), sink);
                continue;
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var isRecords = JsonToken.Is(ref json, "logRecords"u8) || JsonToken.Is(ref json, "log_records"u8) || JsonToken.Is(ref json, "logs"u8);
                json.Read();
                if (isRecords && json.TokenType == JsonTokenType.StartArray)
                {
                    Records(ref json, text, sink);
                }
                else
                {
                    json.Skip();
                }
            }
        }
    }

    private void Records(ref Utf8JsonReader json, ReadOnlyMemory<byte> text, IElementSink sink)
    {
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.StartObject)
            {
                Dead(Skipped(ref json, text), sink);
                continue;
            }

            _any = true;
            var start = (int)json.TokenStartIndex;
            _record.Read(ref json, text);
            _record.Give(text[start..(int)json.BytesConsumed], _origin, sink);
        }
    }

    /// <summary>The value that the reader stands on, which it steps over.</summary>
    private static ReadOnlyMemory<byte> Skipped(ref Utf8JsonReader json, ReadOnlyMemory<byte> text)
    {
        var start = (int)json.TokenStartIndex;
        json.Skip();
        return text[start..(int)json.BytesConsumed];
    }

    private void Dead(ReadOnlyMemory<byte> bytes, IElementSink sink)
    {
        _any = true;
        sink.Dead(DeadReason.WrongKind, "a part of OTLP that is no object", bytes);
    }
}

using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Streams.Connectors.Sinks.Http;
using Streams.Schemas.Alerts;

namespace Streams.Connectors.Sinks.Otlp;

/// <summary>OTLP over HTTP in JSON.</summary>
internal sealed class OtlpHttpTransport(Uri url, OtlpSinkOptions options) : IOtlpTransport
{
    private readonly Uri _logs = HttpDelivery.At(url, "/v1/logs");
    private readonly HttpDelivery _server = new("OTLP", url, options);

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Encode(SinkAlert alert)
    {
        var (record, encoded) = (OtlpRecord.Of(alert), new ArrayBufferWriter<byte>(2048));
        using var json = new Utf8JsonWriter(encoded, AlertJson.Options);
        json.WriteStartObject();
        json.WriteString("timeUnixNano", record.Time.ToString(CultureInfo.InvariantCulture));
        json.WriteString("observedTimeUnixNano", record.ObservedTime.ToString(CultureInfo.InvariantCulture));
        json.WriteNumber("severityNumber", record.Severity);
        json.WriteString("severityText", record.SeverityText);
        WriteText(json, "body", record.Body);
        json.WriteStartArray("attributes");
        foreach (var attribute in record.Attributes)
        {
            WriteAttribute(json, attribute);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return encoded.WrittenMemory;
    }

    /// <inheritdoc/>
    public async Task<string?> SendAsync(IEnumerable<ReadOnlyMemory<byte>> records, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _logs) { Content = new ReadOnlyMemoryContent(Body(records)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in options.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _server.SendAsync(request, PartialSuccess.RefusalIn, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _server.Dispose();

    private static ReadOnlyMemory<byte> Body(IEnumerable<ReadOnlyMemory<byte>> records)
    {
        var body = new ArrayBufferWriter<byte>(64 * 1024);
        using var json = new Utf8JsonWriter(body, AlertJson.Options);
        json.WriteStartObject();
        json.WriteStartArray("resourceLogs");
        json.WriteStartObject();
        json.WriteStartObject("resource");
        json.WriteStartArray("attributes");
        WriteAttribute(json, OtlpRecord.Service);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartArray("scopeLogs");
        json.WriteStartObject();
        json.WriteStartArray("logRecords");
        foreach (var record in records)
        {
            json.WriteRawValue(record.Span, skipInputValidation: true);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return body.WrittenMemory;
    }

    private static void WriteAttribute(Utf8JsonWriter json, (string Key, string Value) attribute)
    {
        json.WriteStartObject();
        json.WriteString("key", attribute.Key);
        WriteText(json, "value", attribute.Value);
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("stringValue", text);
        json.WriteEndObject();
    }
}

using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Streams.Connectors.Sinks.Delivery;
using Streams.Connectors.Sinks.Http;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Connectors.Sinks.Otlp;

/// <summary>Sends alerts as OpenTelemetry log records (OTLP/HTTP in JSON). A request whose answer was lost comes again: the record's attributes name the alert and its state.</summary>
public sealed class OtlpSink : IAlertSink, IDisposable
{
    private const int MaxRecords = 500;
    private const int MaxBytes = 1_000_000;

    /// <summary>OpenTelemetry's numbers of INFO, INFO2, WARN, ERROR and FATAL.</summary>
    private static readonly int[] Severities = [9, 10, 13, 17, 21];
    private readonly OtlpSinkOptions _options;
    private readonly Uri _logs;
    private readonly HttpDelivery _server;
    private readonly BatchDelivery<(SinkAlert Alert, ReadOnlyMemory<byte> Record)> _delivery;

    /// <summary>Nothing is sent yet.</summary>
    /// <param name="options">With an address.</param>
    public OtlpSink(OtlpSinkOptions options)
    {
        var url = options.Url ?? throw new ArgumentException("a receiver has an address", nameof(options));
        (_options, _logs, _server) = (options, HttpDelivery.At(url, "/v1/logs"), new HttpDelivery("OTLP", url, options));
        _delivery = new(MaxRecords, MaxBytes, PostAsync);
    }

    /// <summary>Its row.</summary>
    public static SinkDefinition Definition { get; } =
        SinkDefinition.Of<OtlpSinkOptions>(
            "otlp",
            "an OpenTelemetry receiver",
            static o => o.Url is not null,
            static (o, _) => new OtlpSink(o),
            static o => o.Url is null ? [] : [HttpProbe.Reach(o.Url, o)]
        );

    /// <inheritdoc/>
    public string Name => Definition.Name;

    /// <inheritdoc/>
    /// <exception cref="TemporaryDeliveryException">The receiver is not reached, is busy, or does not let us in.</exception>
    public Task<IReadOnlyList<RefusedAlert>> DeliverAsync(IReadOnlyList<SinkAlert> alerts, CancellationToken cancel) =>
        _delivery.DeliverAlertsAsync([.. alerts.Select(Encode)], static a => a.Record.Length, static a => a.Alert, cancel);

    /// <inheritdoc/>
    public void Dispose() => _server.Dispose();

    private static (SinkAlert Alert, ReadOnlyMemory<byte> Record) Encode(SinkAlert sunk)
    {
        var (alert, record) = (sunk.Alert, new ArrayBufferWriter<byte>(2048));
        using var json = new Utf8JsonWriter(record, AlertJson.Options);
        json.WriteStartObject();
        json.WriteString("timeUnixNano", Number(alert.Time));
        json.WriteString("observedTimeUnixNano", Number(sunk.AppendTimeMs * EventTime.Millisecond));
        json.WriteNumber("severityNumber", Severities[Math.Max(0, AlertLevels.Rank(alert.Level))]);
        json.WriteString("severityText", alert.Level);
        WriteText(json, "body", AlertJson.Serialize(alert));
        json.WriteStartArray("attributes");
        WriteAttribute(json, "event.name", "streams.alert");
        WriteAttribute(json, "alert.id", alert.Id);
        WriteAttribute(json, "alert.status", alert.Status.Name());
        WriteAttribute(json, "rule.id", alert.RuleId);
        WriteAttribute(json, "rule.name", alert.Title);
        WriteAttribute(json, "k8s.namespace.name", alert.Entities[EntityKind.Namespace]);
        WriteAttribute(json, "k8s.pod.name", alert.Entities[EntityKind.Pod]);
        WriteAttribute(json, "k8s.node.name", alert.Entities[EntityKind.Node]);
        WriteAttribute(json, "k8s.cluster.name", alert.Entities[EntityKind.Cluster]);
        WriteAttribute(json, "user.name", alert.Entities[EntityKind.Principal] ?? alert.Entities[EntityKind.User]);
        WriteAttribute(json, "source.address", alert.Entities[EntityKind.SourceIp]);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return (sunk, record.WrittenMemory);
    }

    private static string Number(long number) => Math.Max(0, number).ToString(CultureInfo.InvariantCulture);

    private static void WriteAttribute(Utf8JsonWriter json, string key, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("key", key);
        WriteText(json, "value", value);
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("stringValue", text);
        json.WriteEndObject();
    }

    private async Task<string?> PostAsync(ArraySegment<(SinkAlert Alert, ReadOnlyMemory<byte> Record)> batch, CancellationToken cancel)
    {
        var body = new ArrayBufferWriter<byte>(64 * 1024);
        using (var json = new Utf8JsonWriter(body, AlertJson.Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("resourceLogs");
            json.WriteStartObject();
            json.WriteStartObject("resource");
            json.WriteStartArray("attributes");
            WriteAttribute(json, "service.name", "streams");
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteStartArray("scopeLogs");
            json.WriteStartObject();
            json.WriteStartArray("logRecords");
            foreach (var (_, record) in batch)
            {
                json.WriteRawValue(record.Span, skipInputValidation: true);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, _logs) { Content = new ByteArrayContent(body.WrittenSpan.ToArray()) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in _options.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _server.SendAsync(request, PartialSuccess.RefusalIn, cancel).ConfigureAwait(false);
    }
}

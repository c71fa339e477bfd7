using System.Buffers;
using System.Text;
using Streams.Connectors.Sinks.Formats;
using Streams.Schemas.Alerts;

namespace Streams.Connectors.Sinks.Kafka;

/// <summary>Writes alerts into a topic as JSON: for a SIEM that reads Kafka, ours or another. An alert whose answer was lost is written again, under the same key.</summary>
public sealed class KafkaSink : IAlertSink, IDisposable
{
    private readonly string _topic;
    private readonly IAlertFormat _format;
    private readonly IRecordPublisher _publisher;

    private KafkaSink(string name, KafkaFeedOptions options, string format, SinkContext context)
    {
        (Name, _topic) = (name, options.Topic);
        _format = FormatTable.Find(format) ?? throw new ArgumentException($"{format} is no format", nameof(format));
        _publisher = context.Publisher(options.Bootstrap, options.Properties);
    }

    /// <summary>Its row.</summary>
    public static SinkDefinition Definition { get; } =
        SinkDefinition.Of<KafkaSinkOptions>(
            "kafka",
            "a topic, in any format",
            static o => o.Topic.Length > 0,
            static (o, context) => new KafkaSink("kafka", o, o.Format, context),
            takes: SinkDefinition.Everything
        );

    /// <summary>The SIEM feed in OCSF.</summary>
    public static SinkDefinition Ocsf { get; } = Feed("ocsf", "the SIEM feed in OCSF: set topic, as in findings.ocsf");

    /// <summary>The SIEM feed in ECS.</summary>
    public static SinkDefinition Ecs { get; } = Feed("ecs", "the SIEM feed in ECS: set topic, as in findings.ecs");

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    /// <exception cref="Delivery.TemporaryDeliveryException">The brokers do not answer or refuse.</exception>
    public async Task<IReadOnlyList<RefusedAlert>> DeliverAsync(IReadOnlyList<SinkAlert> alerts, CancellationToken cancel)
    {
        foreach (var alert in alerts)
        {
            var document = new ArrayBufferWriter<byte>(2048);
            _format.Write(alert, document);
            await _publisher
                .PublishAsync(_topic, Encoding.UTF8.GetBytes(alert.Alert.Id), document.WrittenSpan.ToArray(), Headers(alert.Alert), cancel)
                .ConfigureAwait(false);
        }

        await _publisher.FlushAsync(cancel).ConfigureAwait(false);
        return [];
    }

    /// <inheritdoc/>
    public void Dispose() => _publisher.Dispose();

    private static SinkDefinition Feed(string format, string text) =>
        SinkDefinition.Of<KafkaFeedOptions>(
            format,
            text,
            static o => o.Topic.Length > 0,
            (o, context) => new KafkaSink(format, o, format, context),
            takes: SinkDefinition.Everything
        );

    private KeyValuePair<string, byte[]>[] Headers(Alert alert) =>
        [
            new("content-type", Encoding.UTF8.GetBytes(_format.ContentType)),
            new("streams.level", Encoding.UTF8.GetBytes(alert.Level)),
            new("streams.rule", Encoding.UTF8.GetBytes(alert.RuleId)),
        ];
}

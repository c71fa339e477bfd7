using Streams.Connectors.Sinks.Alertmanager;
using Streams.Connectors.Sinks.JsonFile;
using Streams.Connectors.Sinks.Kafka;
using Streams.Connectors.Sinks.Loki;
using Streams.Connectors.Sinks.Otlp;
using Streams.Connectors.Sinks.Syslog;
using Streams.Connectors.Sinks.Webhook;

namespace Streams.Connectors.Sinks;

/// <summary>The sinks. A new one is a folder and a row here.</summary>
public static class SinkTable
{
    public static IReadOnlyList<SinkDefinition> All { get; } =
    [
        AlertFileSink.Definition,
        LokiSink.Definition,
        AlertmanagerSink.Definition,
        WebhookSink.Definition,
        OtlpSink.Definition,
        SyslogSink.Definition,
        KafkaSink.Definition,
        KafkaSink.Ocsf,
        KafkaSink.Ecs,
    ];
}

using Streams.Connectors.Files.Recordings;
using Streams.EndToEnd.Tests.Support;
using Streams.Schemas.Events;

namespace Streams.EndToEnd.Tests.Sources;

/// <summary>One line as a shipper brings it: a file of <c>Envelopes</c>.</summary>
/// <param name="Shipper">Its name, as the page has it.</param>
/// <param name="Source">What it is published as.</param>
/// <param name="Form">The file.</param>
/// <param name="ReadFrom">The file that it was read from; empty where the shipper tells what it is of.</param>
internal sealed record Shipment(string Shipper, EventSource Source, string Form, string ReadFrom)
{
    /// <summary>Every shipper of the page.</summary>
    public static readonly IReadOnlyList<Shipment> All =
    [
        new("Fluent Bit, kubernetes filter", EventSource.Container, "fluent-bit-kubernetes-filter.container", ""),
        new("Fluent Bit, times as numbers", EventSource.Container, "fluent-bit-times-as-numbers.container", ""),
        new("Fluent Bit, nest filter", EventSource.Container, "fluent-bit-nest-filter.container", ""),
        new("Fluentd", EventSource.Container, "fluentd.container", ""),
        new("Vector, kubernetes_logs", EventSource.Container, "vector-kubernetes-logs.container", ""),
        new("Filebeat, container input", EventSource.Container, "filebeat-container-input.container", ""),
        new("Elastic Agent", EventSource.Container, "elastic-agent.container", ""),
        new("OpenTelemetry, otlp_json", EventSource.Container, "opentelemetry-otlp-json.container", ""),
        new("OpenTelemetry, otlp_proto", EventSource.Container, "opentelemetry-otlp-proto.container", ""),
        new("Alloy and Promtail, Loki push", EventSource.Container, "alloy-and-promtail-loki-push.container", ""),
        new("OpenShift logging 5", EventSource.Container, "openshift-logging-5.container", ""),
        new("OpenShift logging 6", EventSource.Container, "openshift-logging-6.container", ""),
        new("Logstash behind Beats", EventSource.Container, "logstash-behind-beats.container", ""),
        new("GELF", EventSource.Container, "gelf.container", ""),
        new("syslog-ng, kubernetes()", EventSource.Container, "syslog-ng-kubernetes.container", ""),
        new("rsyslog, mmkubernetes", EventSource.Container, "rsyslog-mmkubernetes.container", ""),
        new("CloudEvents around Vector", EventSource.Container, "cloudevents-around-vector.container", ""),
        new("CloudEvents, base64", EventSource.Container, "cloudevents-base64.container", ""),
        new("Kafka Connect around Fluent Bit", EventSource.Container, "kafka-connect-around-fluent-bit.container", ""),
        new("Fluent Bit, lifted beside the CRI parser's keys", EventSource.Container, "fluent-bit-lifted-beside-cri.container", ""),
        new("Vector, native_json", EventSource.Container, "vector-native-json.container", ""),
        new("Vector, a relay of another topic", EventSource.Container, "vector-kafka-source.container", ""),
        new("Datadog agent", EventSource.Container, "datadog-agent.container", ""),
        new("Cribl Stream", EventSource.Container, "cribl-stream.container", ""),
        new("Telegraf, docker_log", EventSource.Container, "telegraf-docker-log.container", ""),
        new("Azure Monitor, ContainerLogV2", EventSource.Container, "azure-containerlogv2.container", ""),
        new("Google Cloud Logging, k8s_container", EventSource.Container, "gke-textpayload.container", ""),
        new(
            "the file in containers",
            EventSource.Container,
            "the-file-in-containers.container",
            "/var/log/containers/cart-5d9c6d7f8b-abcde_shop_cart-3131249e92d53efad4e587de79f26c677345a5e03ecdfc4176a40a3e7ba13bd0.log"
        ),
        new(
            "the file in pods",
            EventSource.Container,
            "the-file-in-pods.container",
            "/var/log/pods/shop_cart-5d9c6d7f8b-abcde_6f0e8c1a-3a5b-4c2d-9e8f-0a1b2c3d4e5f/cart/0.log"
        ),
        new(
            "Docker json-file",
            EventSource.Container,
            "docker-json-file.container",
            "/var/log/containers/cart-5d9c6d7f8b-abcde_shop_cart-3131249e92d53efad4e587de79f26c677345a5e03ecdfc4176a40a3e7ba13bd0.log"
        ),
        new("journalctl -o json", EventSource.Journal, "journalctl-o-json.journal", ""),
        new("systemd-journal-upload", EventSource.Journal, "systemd-journal-upload.journal", ""),
        new("rsyslog, RSYSLOG_FileFormat", EventSource.Journal, "rsyslog-rsyslog-fileformat.journal", ""),
        new("rsyslog, RFC 5424", EventSource.Journal, "rsyslog-rfc-5424.journal", ""),
        new("rsyslog, JSON template", EventSource.Journal, "rsyslog-json-template.journal", ""),
        new("syslog-ng, format-json", EventSource.Journal, "syslog-ng-format-json.journal", ""),
        new("Fluent Bit systemd", EventSource.Journal, "fluent-bit-systemd.journal", ""),
        new("Fluent Bit systemd, stripped", EventSource.Journal, "fluent-bit-systemd-stripped.journal", ""),
        new("Vector, journald", EventSource.Journal, "vector-journald.journal", ""),
        new("Filebeat, journald input", EventSource.Journal, "filebeat-journald-input.journal", ""),
        new("OpenTelemetry, journald", EventSource.Journal, "opentelemetry-journald.journal", ""),
        new("OpenTelemetry, syslog", EventSource.Journal, "opentelemetry-syslog.journal", ""),
        new("OpenShift logging, node", EventSource.Journal, "openshift-logging-node.journal", ""),
        new("Logstash, syslog", EventSource.Journal, "logstash-syslog.journal", ""),
        new("NXLog", EventSource.Journal, "nxlog.journal", ""),
        new("GELF, host", EventSource.Journal, "gelf-host.journal", ""),
        new("Alloy and Promtail, journal", EventSource.Journal, "alloy-and-promtail-journal.journal", ""),
        new("Kafka Connect around the journal", EventSource.Journal, "kafka-connect-around-the-journal.journal", ""),
        new("Datadog agent, journald", EventSource.Journal, "datadog-agent-journald.journal", ""),
        new("Cribl Stream, syslog", EventSource.Journal, "cribl-stream-syslog.journal", ""),
        new("Telegraf, syslog", EventSource.Journal, "telegraf-syslog.journal", ""),
        new("Wazuh", EventSource.Journal, "wazuh.journal", ""),
        new("Azure Monitor, Syslog", EventSource.Journal, "azure-syslog.journal", ""),
        new("Google Cloud Logging, node journal", EventSource.Journal, "gke-node-journal.journal", ""),
    ];

    /// <summary>The record.</summary>
    public RecordedLine Line()
    {
        var bytes = File.ReadAllBytes(Checkout.PathOf($"tests/Streams.EndToEnd.Tests/Sources/Envelopes/{Form}"));
        return new RecordedLine(Source, bytes, Timestamp.From(new DateTimeOffset(2026, 11, 24, 10, 0, 3, TimeSpan.Zero)), ReadFrom, 1);
    }
}

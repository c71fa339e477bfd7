using Streams.Schemas.Events;

namespace Streams.Schemas.Sources;

/// <summary>The setting of a shipper that brings what its events lack. For a person.</summary>
internal static class ShipperSettings
{
    /// <summary>What to set.</summary>
    public static string Of(EventSource source, string envelope, string what) =>
        what switch
        {
            "time" => Time(source, envelope),
            "origin" => Origin(source, envelope),
            _ => "Falco: json_include_output_fields_property: true (its default); without output_fields no row names its pod, program or file",
        };

    private static string Time(EventSource source, string envelope) =>
        envelope switch
        {
            "fluent_bit" or "fluent_bit_systemd" or "fluent_bit_kmsg" =>
                "Fluent Bit: output kafka with Timestamp_Key @timestamp and Timestamp_Format iso8601, and the cri parser with Time_Keep On",
            "vector" => "Vector: keep .timestamp (a remap or encoding.except_fields takes it away)",
            "otlp_json" or "otlp_proto" =>
                "OpenTelemetry Collector: let an operator parse the time (container, or regex_parser with timestamp), or a receiver set observedTimeUnixNano",
            "beats" => "Filebeat: keep @timestamp (drop_fields takes it away)",
            "rsyslog_json" => "rsyslog: add property(name=\"timereported\" dateFormat=\"rfc3339\" format=\"jsonf\") to the template",
            "syslog_ng" => "syslog-ng: add ISODATE to format-json",
            "cribl" => "Cribl: keep _time (an Eval function that removes fields takes it away)",
            "datadog" => "Datadog: relays keep timestamp",
            _ => SourceTable.Rows[(int)source].LackingTime,
        };

    private static string Origin(EventSource source, string envelope) =>
        envelope switch
        {
            "fluent_bit" or "plain" =>
                "Fluent Bit: the filter kubernetes (Match kube.*), or tail with Path_Key filename; on a node's lines a record_modifier with host",
            "fluent_bit_kmsg" => "Fluent Bit: filter record_modifier with Record host ${HOSTNAME}",
            "talos" => "Talos: machine.logging.destinations with extraTags: {host: NODE}",
            "vector" => "Vector: the kubernetes_logs source, or keep .file and .host",
            "otlp_json" or "otlp_proto" =>
                "OpenTelemetry Collector: processor k8sattributes, or receiver filelog with include_file_path: true; resourcedetection for host.name",
            "beats" => "Filebeat: processor add_kubernetes_metadata, and keep log.file.path and host.name",
            "loki_push" => "Alloy, Promtail: keep the labels namespace, pod, container, node_name (or filename); of the journal hostname",
            "datadog" => "Datadog agent: DD_LOGS_CONFIG_CONTAINER_COLLECT_ALL, and relays that keep ddtags and hostname",
            "cribl" => "Cribl: the Kubernetes Logs source of Edge, or keep source (the file's path) and host",
            "telegraf" => "Telegraf: keep the tags container_name, path and host (tagexclude takes them away)",
            "azure_table" => "Azure Monitor: the schema ContainerLogV2, and Computer in what is exported",
            "cri" => "hand the file's path on in the record's header `file`, or the container as key",
            _ => SourceTable.Rows[(int)source].LackingOrigin,
        };
}

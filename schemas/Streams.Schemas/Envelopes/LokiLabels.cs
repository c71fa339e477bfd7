using Streams.Schemas.Events;

namespace Streams.Schemas.Envelopes;

/// <summary>The labels that Alloy's and Promtail's usual configurations give to streams.</summary>
internal static class LokiLabels
{
    /// <summary>Labels and what they mean.</summary>
    public static readonly OriginName[] Names = OriginName.Table(
        ("namespace", Field.Namespace),
        ("pod", Field.PodName),
        ("container", Field.ContainerName),
        ("node_name", Field.NodeName),
        ("node", Field.NodeName),
        ("hostname", Field.HostName),
        ("host", Field.HostName),
        ("nodename", Field.HostName),
        ("unit", Field.SystemdUnit),
        ("pod_uid", Field.PodUid),
        ("stream", Field.Stream),
        ("container_id", Field.ContainerId),
        ("syslog_identifier", Field.SyslogAppName),
        ("syslogidentifier", Field.SyslogAppName),
        ("identifier", Field.SyslogAppName),
        ("__journal_syslog_identifier", Field.SyslogAppName),
        ("__journal__hostname", Field.HostName),
        ("__journal__comm", Field.ProcessName),
        ("__journal__transport", Field.JournalTransport),
        ("transport", Field.JournalTransport),
        ("k8s_pod_name", Field.PodName),
        ("k8s_namespace_name", Field.Namespace),
        ("k8s_container_name", Field.ContainerName),
        ("k8s_node_name", Field.NodeName),
        ("instance", Field.HostName)
    );
}

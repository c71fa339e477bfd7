using Streams.Schemas.Events;
using Streams.Schemas.Json;

namespace Streams.Schemas.Envelopes;

/// <summary>Vector's <c>kubernetes_logs</c>, <c>file</c>, <c>docker_logs</c> and <c>journald</c> sources; the message may have been parsed into an object.</summary>
internal sealed class VectorEnvelope : IEnvelope
{
    private static readonly OriginName[] Kubernetes = OriginName.Table(
        ("pod_name", Field.PodName),
        ("pod_namespace", Field.Namespace),
        ("pod_uid", Field.PodUid),
        ("pod_ip", Field.PodIp),
        ("pod_node_name", Field.NodeName),
        ("container_name", Field.ContainerName),
        ("container_id", Field.ContainerId),
        ("container_image", Field.ContainerImage)
    );

    /// <summary>What the kubelet tells Docker of a container.</summary>
    private static readonly OriginName[] Labels = OriginName.Table(
        ("io.kubernetes.pod.name", Field.PodName),
        ("io.kubernetes.pod.namespace", Field.Namespace),
        ("io.kubernetes.pod.uid", Field.PodUid),
        ("io.kubernetes.container.name", Field.ContainerName)
    );

    /// <inheritdoc/>
    public string Name => "vector";

    /// <inheritdoc/>
    public bool Recognises(Element element)
    {
        var outline = element.Outline;
        var kubernetes = outline.Find("kubernetes"u8);
        return outline.Find(kubernetes, "pod_namespace"u8) != JsonOutline.None
            || outline.Find(kubernetes, "pod_node_name"u8) != JsonOutline.None
            || outline.Text("source_type"u8) is var type
                && (
                    type.SequenceEqual("journald"u8)
                    || type.SequenceEqual("file"u8)
                    || type.SequenceEqual("kubernetes_logs"u8)
                    || type.SequenceEqual("docker_logs"u8)
                    || type.SequenceEqual("syslog"u8)
                    || type.SequenceEqual("socket"u8)
                    || type.SequenceEqual("exec"u8)
                    || type.SequenceEqual("stdin"u8)
                );
    }

    /// <inheritdoc/>
    public bool TryOpen(Element element)
    {
        var outline = element.Outline;
        element.IsCollected = true;
        element.Time = EnvelopeTime.Of(outline, outline.Find("timestamp"u8, "@timestamp"u8));
        element.SetFile(outline.Text("file"u8));
        OriginName.Add(element.Origin, Field.Stream, outline.Text("stream"u8));
        element.HasStream = element.Origin.Has(Field.Stream);
        var kubernetes = outline.Find("kubernetes"u8);
        if (kubernetes != JsonOutline.None && !outline.IsRepeated(kubernetes))
        {
            OriginName.Add(element, outline, kubernetes, Kubernetes);
        }
        else if (kubernetes != JsonOutline.None)
        {
            element.Origin.Add(Field.Tag, EventTags.MetadataConflict);
        }

        OriginName.Add(element.Origin, Field.HostName, outline.Text("host"u8));
        OriginName.Add(element.Origin, Field.ContainerId, outline.Text("container_id"u8));
        OriginName.Add(element, outline, outline.Find("label"u8), Labels);
        OriginName.Add(element.Origin, Field.ContainerName, outline.Text("container_name"u8));
        element.Continues = outline.IsTrue(outline.Find("_partial"u8));
        if (outline.Text("source_type"u8).SequenceEqual("journald"u8))
        {
            // The journal's own fields lie beside the message.
            return true;
        }

        OriginName.Add(element.Origin, Field.SyslogAppName, outline.Text("appname"u8));
        OriginName.Add(element.Origin, Field.ProcessId, outline.Text("procid"u8));
        element.IsMerged = !element.TryBecome(Message(outline));
        return true;
    }

    /// <summary>The line; a remap may have renamed it for a reader that expects <c>log</c>.</summary>
    private static int Message(JsonOutline outline)
    {
        var message = outline.Find("message"u8);
        var log = message == JsonOutline.None ? outline.Find("log"u8) : message;
        return message != JsonOutline.None || outline.IsString(log) ? log : JsonOutline.None;
    }
}

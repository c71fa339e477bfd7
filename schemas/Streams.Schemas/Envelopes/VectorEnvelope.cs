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

    /// <summary>Sources that read what a program wrote.</summary>
    private static readonly OriginName[] Collectors = ProgramRecord.Names(
        "journald",
        "file",
        "kubernetes_logs",
        "docker_logs",
        "syslog",
        "socket",
        "exec",
        "stdin",
        "fluent"
    );

    /// <summary>Sources that hand on what another shipper sent.</summary>
    private static readonly OriginName[] Relays = ProgramRecord.Names(
        "http_server",
        "http",
        "aws_kinesis_firehose",
        "amqp",
        "kafka",
        "mqtt",
        "nats",
        "pulsar",
        "redis",
        "vector"
    );

    /// <inheritdoc/>
    public string Name => "vector";

    /// <inheritdoc/>
    public bool Recognises(Element element)
    {
        var outline = element.Outline;
        var kubernetes = outline.Find("kubernetes"u8);
        if (outline.Find(kubernetes, "pod_namespace"u8) != JsonOutline.None || outline.Find(kubernetes, "pod_node_name"u8) != JsonOutline.None)
        {
            return true;
        }

        var type = outline.Text("source_type"u8);
        return !type.IsEmpty && (OriginName.IsOf(Relays, type) ? IsRelayed(outline) : OriginName.IsOf(Collectors, type) && !IsFluent(outline, kubernetes));
    }

    /// <inheritdoc/>
    public bool TryOpen(Element element)
    {
        var outline = element.Outline;
        var type = outline.Text("source_type"u8);
        element.Time = EnvelopeTime.Of(outline, outline.Find("timestamp"u8, "@timestamp"u8));
        if (OriginName.IsOf(Relays, type))
        {
            return element.TryBecome(outline.Find("message"u8));
        }

        element.IsCollected = element.IsOfPods || !type.SequenceEqual("socket"u8);
        element.SetFile(outline.Text("file"u8));
        OriginName.Add(element.Origin, Field.Stream, outline.Text("stream"u8));
        element.HasStream = element.Origin.Has(Field.Stream);
        AddPod(element, outline);
        if (type.SequenceEqual("fluent"u8))
        {
            // Its host is whoever connected.
            LogFile.Claim(element, outline);
        }
        else
        {
            // Of a line that came over the network it is the sender; "host" is whoever connected.
            OriginName.Add(element.Origin, Field.HostName, type.SequenceEqual("syslog"u8) ? outline.Text("hostname"u8) : default);
            OriginName.Add(element.Origin, Field.HostName, outline.Text("host"u8));
        }

        OriginName.Add(element.Origin, Field.ContainerId, outline.Text("container_id"u8));
        OriginName.Add(element, outline, outline.Find("label"u8), Labels);
        OriginName.Add(element.Origin, Field.ContainerName, outline.Text("container_name"u8));
        element.Continues = outline.IsTrue(outline.Find("_partial"u8));
        if (type.SequenceEqual("journald"u8))
        {
            // The journal's own fields lie beside the message.
            return true;
        }

        OriginName.Add(element.Origin, Field.SyslogAppName, outline.Text("appname"u8));
        OriginName.Add(element.Origin, Field.ProcessId, outline.Text("procid"u8));
        element.IsMerged = !element.TryBecome(Message(outline));
        return true;
    }

    /// <summary>What was sent is an object: the first shipper's record.</summary>
    private static bool IsRelayed(JsonOutline outline) =>
        outline.Find("message"u8) is var message && (outline.IsObject(message) || JsonStart.IsObject(outline.Text(message)));

    /// <summary>A record of Fluent Bit whose keys lie beside Vector's.</summary>
    private static bool IsFluent(JsonOutline outline, int kubernetes) => outline.Find(kubernetes, "namespace_name"u8) != JsonOutline.None;

    private static void AddPod(Element element, JsonOutline outline)
    {
        var own = outline.Find("kubernetes"u8);
        var block = own == JsonOutline.None ? PodBlock.Find(outline) : own;
        if (block == JsonOutline.None)
        {
            return;
        }

        // A remap that merges the application's keys may have put its words in the place of Vector's.
        if (outline.IsRepeated(block) || PodBlock.IsOfAnother(element.File, outline.Text(outline.Find(block, "pod_name"u8))))
        {
            element.Origin.Add(Field.Tag, EventTags.MetadataConflict);
            element.SetFile(default);
            return;
        }

        OriginName.Add(element, outline, block, block == own ? Kubernetes : KubernetesNames.Block);
    }

    /// <summary>The line; a remap may have renamed it for a reader that expects <c>log</c>.</summary>
    private static int Message(JsonOutline outline)
    {
        var message = outline.Find("message"u8);
        var log = message == JsonOutline.None ? outline.Find("log"u8) : message;
        return message != JsonOutline.None || outline.IsString(log) ? log : JsonOutline.None;
    }
}

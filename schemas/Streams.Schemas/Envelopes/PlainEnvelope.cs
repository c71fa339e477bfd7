using Streams.Schemas.Events;
using Streams.Schemas.Json;

namespace Streams.Schemas.Envelopes;

/// <summary>
/// Any other object with a line under <c>log</c> or <c>message</c> and, beside it, a time, a stream or the metadata of a pod.
/// Without one of them nothing would say when and where the line was written, and the object is no envelope that is known.
/// </summary>
internal sealed class PlainEnvelope : IEnvelope
{
    private static readonly OriginName[] Names = OriginName.Table(
        ("stream", Field.Stream), ("container_id", Field.ContainerId), ("container_name", Field.ContainerName), ("pod_name", Field.PodName), ("pod", Field.PodName),
        ("namespace", Field.Namespace), ("namespace_name", Field.Namespace), ("node", Field.NodeName), ("node_name", Field.NodeName), ("kubernetes.pod_name", Field.PodName), ("kubernetes.pod.name", Field.PodName),
        ("kubernetes.namespace_name", Field.Namespace), ("kubernetes.namespace", Field.Namespace), ("kubernetes.pod_namespace", Field.Namespace), ("kubernetes.pod_id", Field.PodUid), ("kubernetes.pod_uid", Field.PodUid),
        ("kubernetes.pod.uid", Field.PodUid), ("kubernetes.host", Field.NodeName), ("kubernetes.pod_node_name", Field.NodeName), ("kubernetes.node.name", Field.NodeName), ("kubernetes.container_name", Field.ContainerName),
        ("kubernetes.container.name", Field.ContainerName), ("kubernetes.docker_id", Field.ContainerId), ("kubernetes.container_id", Field.ContainerId), ("container.id", Field.ContainerId), ("kubernetes.pod_ip", Field.PodIp));

    private static readonly OriginName[] Times = ProgramRecord.Names("@timestamp", "time", "timestamp", "ts", "date", "eventTime");
    private static readonly OriginName[] Messages = ProgramRecord.Names("log", "message");

    /// <inheritdoc/>
    public string Name => "plain";

    /// <inheritdoc/>
    public bool Recognises(Element element)
    {
        var outline = element.Outline;
        var line = outline.Find("log"u8) is >= 0 and var log ? log : outline.Find("message"u8);
        if (!outline.IsString(line) && !outline.IsObject(line))
        {
            return false;
        }

        if (outline.IsObject(outline.Find("kubernetes"u8)))
        {
            return true;
        }

        for (var node = outline.First(0); node != JsonOutline.None; node = outline.Next(node))
        {
            var name = outline.Name(node);
            if (name.StartsWith("kubernetes."u8) || name.SequenceEqual("stream"u8))
            {
                return true;
            }
        }

        foreach (var time in Times)
        {
            if (outline.Has(time.Name))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public bool TryOpen(Element element)
    {
        var outline = element.Outline;
        var tag = outline.Find("_p"u8) is >= 0 and var parsed ? parsed : outline.Find("logtag"u8);
        element.Continues = outline.Text(tag) is [(byte)'P', ..];
        KubernetesNames(element, outline);
        var opened = ProgramRecord.TryOpen(element, Names, Times, Messages);
        element.HasStream = element.Origin.Has(Field.Stream);
        return opened;
    }

    private static void KubernetesNames(Element element, JsonOutline outline)
    {
        var kubernetes = outline.Find("kubernetes"u8);
        if (kubernetes == JsonOutline.None)
        {
            return;
        }

        if (outline.IsRepeated(kubernetes))
        {
            element.Origin.Add(Field.Tag, EventTags.MetadataConflict);
            return;
        }

        OriginName.Add(element, outline, kubernetes, KubernetesBlock);
        Nested(Field.PodName, "pod"u8, "name"u8);
        Nested(Field.PodUid, "pod"u8, "uid"u8);
        Nested(Field.PodIp, "pod"u8, "ip"u8);
        Nested(Field.NodeName, "node"u8, "name"u8);
        Nested(Field.ContainerName, "container"u8, "name"u8);
        Nested(Field.ContainerId, "container"u8, "id"u8);

        void Nested(Field field, ReadOnlySpan<byte> block, ReadOnlySpan<byte> name) =>
            OriginName.Add(element.Origin, field, outline.Text(outline.Find(outline.Find(kubernetes, block), name)));
    }

    private static readonly OriginName[] KubernetesBlock = OriginName.Table(
        ("pod_name", Field.PodName), ("namespace_name", Field.Namespace), ("namespace", Field.Namespace), ("pod_namespace", Field.Namespace), ("pod_id", Field.PodUid), ("pod_uid", Field.PodUid), ("pod_ip", Field.PodIp),
        ("host", Field.NodeName), ("node_name", Field.NodeName), ("pod_node_name", Field.NodeName), ("container_name", Field.ContainerName), ("docker_id", Field.ContainerId), ("container_id", Field.ContainerId),
        ("container_image", Field.ContainerImage));
}

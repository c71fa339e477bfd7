using Streams.Schemas.Events;
using Streams.Schemas.Json;

namespace Streams.Schemas.Envelopes;

/// <summary>
/// The names under which shippers write a pod's metadata: in a block of its own, or lifted beside the line with a prefix
/// (<c>kubernetes_pod_name</c>, <c>k8s.pod.name</c>, GELF's <c>_kubernetes_pod_name</c>).
/// </summary>
internal static class KubernetesNames
{
    /// <summary>The members of a block, or what follows the prefix.</summary>
    public static readonly OriginName[] Block = OriginName.Table(
        ("pod_name", Field.PodName),
        ("pod.name", Field.PodName),
        ("podname", Field.PodName),
        ("namespace_name", Field.Namespace),
        ("namespace", Field.Namespace),
        ("namespace.name", Field.Namespace),
        ("pod_namespace", Field.Namespace),
        ("pod_id", Field.PodUid),
        ("pod_uid", Field.PodUid),
        ("pod_uuid", Field.PodUid),
        ("pod.uid", Field.PodUid),
        ("pod_ip", Field.PodIp),
        ("pod.ip", Field.PodIp),
        ("host", Field.NodeName),
        ("node", Field.NodeName),
        ("node_name", Field.NodeName),
        ("nodename", Field.NodeName),
        ("node.name", Field.NodeName),
        ("pod_node_name", Field.NodeName),
        ("container_name", Field.ContainerName),
        ("container.name", Field.ContainerName),
        ("docker_id", Field.ContainerId),
        ("container_id", Field.ContainerId),
        ("container.id", Field.ContainerId),
        ("container_image", Field.ContainerImage),
        ("container.image", Field.ContainerImage)
    );

    /// <summary>What follows the prefix of lifted metadata; empty where the name has none.</summary>
    public static ReadOnlySpan<byte> Lifted(ReadOnlySpan<byte> name)
    {
        name = name.TrimStart((byte)'_');
        if (name.Length > 4 && name.StartsWith("k8s"u8) && name[3] is (byte)'.' or (byte)'_')
        {
            return name[4..];
        }

        return name.Length > 11 && name.StartsWith("kubernetes"u8) && name[10] is (byte)'.' or (byte)'_' ? name[11..] : default;
    }

    /// <summary>Adds the lifted metadata among an object's own members.</summary>
    public static void AddLifted(Element element, JsonOutline outline)
    {
        for (var node = outline.First(0); node != JsonOutline.None; node = outline.Next(node))
        {
            if (Lifted(outline.Name(node)) is { IsEmpty: false } name)
            {
                OriginName.AddOne(element.Origin, Block, name, outline.Text(node));
            }
        }
    }
}

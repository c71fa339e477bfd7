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
        ("pod", Field.PodName),
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
        ("container", Field.ContainerName),
        ("docker_id", Field.ContainerId),
        ("container_id", Field.ContainerId),
        ("container.id", Field.ContainerId),
        ("container_image", Field.ContainerImage),
        ("container.image", Field.ContainerImage),
        ("podName", Field.PodName),
        ("podNamespace", Field.Namespace),
        ("podUid", Field.PodUid),
        ("podUID", Field.PodUid),
        ("podIP", Field.PodIp),
        ("nodeName", Field.NodeName),
        ("containerName", Field.ContainerName),
        ("containerId", Field.ContainerId),
        ("containerID", Field.ContainerId)
    );

    /// <summary>Members of a block that say nothing of the line's origin.</summary>
    private static readonly OriginName[] Beside = ProgramRecord.Names("labels", "annotations", "container_hash", "ownerReferences", "pod_association");

    /// <summary>What follows the prefix of lifted metadata; empty where the name has none.</summary>
    public static ReadOnlySpan<byte> Lifted(ReadOnlySpan<byte> name)
    {
        name = name.TrimStart((byte)'_');
        if (name.Length > 4 && name.StartsWith("k8s"u8) && name[3] is (byte)'.' or (byte)'_')
        {
            return name[4..];
        }

        if (name.Length > 5 && name.StartsWith("kube"u8) && name[4] is (byte)'.' or (byte)'_')
        {
            return name[5..];
        }

        return name.Length > 11 && name.StartsWith("kubernetes"u8) && name[10] is (byte)'.' or (byte)'_' ? name[11..] : default;
    }

    /// <summary>Whether an object's own members name pod and namespace under the block's bare names.</summary>
    public static bool IsFlat(JsonOutline outline) => outline.Find("pod_name"u8, "podName"u8) != JsonOutline.None && IsInNamespace(outline);

    /// <summary>Whether a member of that name is metadata of the pod, whether or not it is of use.</summary>
    public static bool IsMetadata(ReadOnlySpan<byte> name, bool isFlat) =>
        !Lifted(name).IsEmpty || (isFlat && (OriginName.IsOf(Block, name) || OriginName.IsOf(Beside, name)));

    /// <summary>
    /// Adds the metadata among an object's own members: with a prefix, or, where pod and namespace stand there, under the block's bare names.
    /// Of a key that stands there twice neither is believed; nor is any, where the application's line says all of it: then its keys were hoisted.
    /// </summary>
    /// <param name="element">What takes it.</param>
    /// <param name="outline">The object.</param>
    /// <param name="claimed">What the application wrote, where its keys may lie among the shipper's.</param>
    public static void AddBeside(Element element, JsonOutline outline, JsonOutline? claimed = null)
    {
        var isFlat = IsFlat(outline);
        var isClaimed = claimed is not null && IsClaimed(outline, claimed, isFlat);
        var isConflict = false;
        for (var node = outline.First(0); node != JsonOutline.None; node = outline.Next(node))
        {
            var name = NameOf(outline, node, isFlat);
            if (name.IsEmpty)
            {
                continue;
            }

            if (isClaimed || outline.IsRepeated(node))
            {
                isConflict = true;
                continue;
            }

            OriginName.AddOne(element.Origin, Block, name, outline.Text(node));
        }

        if (isConflict)
        {
            element.Origin.Add(Field.Tag, EventTags.MetadataConflict);
        }
    }

    private static bool IsClaimed(JsonOutline outline, JsonOutline claimed, bool isFlat)
    {
        for (var node = outline.First(0); node != JsonOutline.None; node = outline.Next(node))
        {
            if (!NameOf(outline, node, isFlat).IsEmpty && !claimed.Text(outline.Name(node)).SequenceEqual(outline.Text(node)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The name within a block that a member of the object itself stands for; empty where it is no metadata.</summary>
    private static ReadOnlySpan<byte> NameOf(JsonOutline outline, int node, bool isFlat)
    {
        var name = outline.Name(node);
        var lifted = Lifted(name);
        lifted = lifted.IsEmpty && isFlat ? name : lifted;
        return !lifted.IsEmpty && OriginName.IsOf(Block, lifted) ? lifted : default;
    }

    private static bool IsInNamespace(JsonOutline outline) =>
        outline.Has("namespace_name"u8) || outline.Has("namespace"u8) || outline.Has("podNamespace"u8) || outline.Has("pod_namespace"u8);
}

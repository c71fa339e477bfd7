using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Envelopes;

/// <summary>A container's name: as Kubernetes has it, or as the kubelet told it to Docker, <c>/k8s_CONTAINER_POD_NAMESPACE_UID_ATTEMPT</c>.</summary>
internal static class DockerName
{
    /// <summary>Adds the name, and the pod where it says it; what is known already stays.</summary>
    public static void Add(FieldSet origin, ReadOnlySpan<byte> text)
    {
        var rest = text.TrimStart((byte)'/');
        if (!Words.Skip(ref rest, "k8s_"u8))
        {
            origin.Add(Field.ContainerName, rest);
            return;
        }

        var container = Words.Cut(ref rest, (byte)'_');
        var pod = Words.Cut(ref rest, (byte)'_');
        var space = Words.Cut(ref rest, (byte)'_');
        var uid = Words.Cut(ref rest, (byte)'_');
        if (uid.IsEmpty)
        {
            origin.Add(Field.ContainerName, text);
            return;
        }

        origin.Add(Field.ContainerName, container);
        OriginName.Add(origin, Field.PodName, pod);
        OriginName.Add(origin, Field.Namespace, space);
        OriginName.Add(origin, Field.PodUid, uid);
    }
}

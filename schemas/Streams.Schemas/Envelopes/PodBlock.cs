using Streams.Schemas.Json;

namespace Streams.Schemas.Envelopes;

/// <summary>The object of a pod's metadata where a filter of the shipper renamed <c>kubernetes</c>, or nested it.</summary>
internal static class PodBlock
{
    private static readonly OriginName[] Names = ProgramRecord.Names("k8s", "kube", "kubernetes_metadata", "k8s_metadata");
    private static readonly OriginName[] Around = ProgramRecord.Names("metadata", "meta");

    /// <summary>The object; none where there is none, or more than one.</summary>
    public static int Find(JsonOutline outline)
    {
        var found = JsonOutline.None;
        for (var node = outline.First(0); node != JsonOutline.None; node = outline.Next(node))
        {
            if (!IsOne(outline, node))
            {
                continue;
            }

            if (found != JsonOutline.None)
            {
                return JsonOutline.None;
            }

            found = outline.Find(node, "kubernetes"u8) is not JsonOutline.None and var inner ? inner : node;
        }

        return found;
    }

    /// <summary>Whether the file that the shipper read is another pod's than its metadata says: then keys of the application lie in the place of the shipper's.</summary>
    public static bool IsOfAnother(ReadOnlySpan<byte> file, ReadOnlySpan<byte> pod) =>
        !pod.IsEmpty && ContainerPath.TryRead(file, out var path) && !path.Pod.IsEmpty && !path.Pod.SequenceEqual(pod);

    /// <summary>Whether the member is such an object, or stands around one.</summary>
    public static bool IsOne(JsonOutline outline, int node) =>
        outline.IsObject(node)
        && (
            OriginName.IsOf(Names, outline.Name(node)) || (OriginName.IsOf(Around, outline.Name(node)) && outline.IsObject(outline.Find(node, "kubernetes"u8)))
        );
}

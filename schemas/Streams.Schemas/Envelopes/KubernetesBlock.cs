using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Text;

namespace Streams.Schemas.Envelopes;

/// <summary>The <c>kubernetes</c> block of Fluent Bit's filter (flat names) and of Beats' processor (nested names).</summary>
internal static class KubernetesBlock
{
    /// <summary>Reads the block that the cursor stands on.</summary>
    public static void Read(ref JsonCursor json, FieldSet fields)
    {
        while (json.NextProperty())
        {
            var name = json.Name;
            if (json.IsObject)
            {
                Nested(ref json, fields);
            }
            else if (name.SequenceEqual("pod_ip"u8))
            {
                IpAddress.TryAdd(fields, Field.PodIp, json.Text());
            }
            else if (TryField(name, out var field) && json.IsString)
            {
                fields.Add(field, json.Text());
            }
            else
            {
                json.Skip();
            }
        }
    }

    private static bool TryField(ReadOnlySpan<byte> name, out Field field)
    {
        field = name switch
        {
            _ when name.SequenceEqual("pod_name"u8) => Field.PodName,
            _ when name.SequenceEqual("namespace_name"u8) || name.SequenceEqual("namespace"u8) => Field.Namespace,
            _ when name.SequenceEqual("pod_id"u8) => Field.PodUid,
            _ when name.SequenceEqual("host"u8) => Field.NodeName,
            _ when name.SequenceEqual("container_name"u8) => Field.ContainerName,
            _ when name.SequenceEqual("docker_id"u8) => Field.ContainerId,
            _ when name.SequenceEqual("container_image"u8) => Field.ContainerImage,
            _ => Field.Count,
        };
        return field != Field.Count;
    }

    private static void Nested(ref JsonCursor json, FieldSet fields)
    {
        var (name, uid) = json.Name switch
        {
            var block when block.SequenceEqual("pod"u8) => (Field.PodName, Field.PodUid),
            var block when block.SequenceEqual("container"u8) => (Field.ContainerName, Field.ContainerId),
            var block when block.SequenceEqual("node"u8) => (Field.NodeName, Field.Count),
            _ => (Field.Count, Field.Count),
        };
        while (json.NextProperty())
        {
            var field = json.Name switch
            {
                var key when key.SequenceEqual("name"u8) => name,
                var key when key.SequenceEqual("uid"u8) || key.SequenceEqual("id"u8) => uid,
                _ => Field.Count,
            };
            if (field != Field.Count && json.IsString)
            {
                fields.Add(field, json.Text());
            }
            else
            {
                json.Skip();
            }
        }
    }
}

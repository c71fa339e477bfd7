using System.Text.Json;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Text;

namespace Streams.Schemas.Envelopes;

/// <summary>
/// What <c>ddtags</c> says of a pod: <c>pod_name:cart-1,kube_namespace:shop</c>, as a text or an array. A pod's author may add tags of his own: of a name with two values
/// neither is believed, and the file's path, which the agent knows, says the pod.
/// </summary>
internal sealed class DatadogTags
{
    private static readonly OriginName[] Names = OriginName.Table(
        ("pod_name", Field.PodName),
        ("kube_namespace", Field.Namespace),
        ("kube_container_name", Field.ContainerName),
        ("container_id", Field.ContainerId),
        ("kube_node", Field.NodeName)
    );

    private readonly ByteBuffer _text = new();
    private readonly ByteBuffer _path = new();

    /// <summary>Takes the tags of a record.</summary>
    public void Read(JsonOutline outline, int node)
    {
        _text.Clear();
        _text.Append(outline.Text(node));
        if (!outline.IsArray(node))
        {
            return;
        }

        var reader = new Utf8JsonReader(outline.Raw(node).Span, new JsonReaderOptions { MaxDepth = 1 << 20 });
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String && reader.CurrentDepth == 1)
            {
                JsonText.Unescape(reader.ValueSpan, _text);
                _text.Append(","u8);
            }
        }
    }

    /// <summary>Adds the pod, the container and the file they name.</summary>
    public void Describe(Element element)
    {
        var isConflict = false;
        foreach (var row in Names)
        {
            OriginName.Add(element.Origin, row.Field, Value(row.Name, out var isAmbiguous));
            isConflict |= isAmbiguous;
        }

        if (isConflict)
        {
            element.Origin.Add(Field.Tag, EventTags.MetadataConflict);
        }

        _path.Clear();
        _path.Append(Value("dirname"u8, out _));
        _path.Append("/"u8);
        _path.Append(Value("filename"u8, out _));
        if (_path.Length > 1)
        {
            element.SetFile(_path.Span);
        }
    }

    /// <summary>The node, of a host's name: the agent appends the cluster's to it.</summary>
    public ReadOnlySpan<byte> Node(ReadOnlySpan<byte> host)
    {
        var cluster = Value("kube_cluster_name"u8, out _);
        return !cluster.IsEmpty && host.Length > cluster.Length + 1 && host.EndsWith(cluster) && host[^(cluster.Length + 1)] == '-'
            ? host[..^(cluster.Length + 1)]
            : host;
    }

    /// <summary>The only value of a tag; empty where it has none, or several.</summary>
    private ReadOnlySpan<byte> Value(ReadOnlySpan<byte> name, out bool isAmbiguous)
    {
        ReadOnlySpan<byte> rest = _text.Span;
        ReadOnlySpan<byte> found = default;
        isAmbiguous = false;
        while (!rest.IsEmpty)
        {
            var tag = Words.Cut(ref rest, (byte)',').Trim((byte)' ');
            if (!tag.StartsWith(name) || tag.Length <= name.Length || tag[name.Length] != ':')
            {
                continue;
            }

            var value = tag[(name.Length + 1)..];
            isAmbiguous |= !found.IsEmpty && !found.SequenceEqual(value);
            found = value;
        }

        return isAmbiguous ? default : found;
    }
}

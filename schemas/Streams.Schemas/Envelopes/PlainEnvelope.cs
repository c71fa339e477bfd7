using Streams.Schemas.Events;
using Streams.Schemas.Json;

namespace Streams.Schemas.Envelopes;

/// <summary>
/// Any other object with a line under <c>log</c>, <c>message</c> or <c>line</c> and, beside it, a time, a stream or the metadata of a pod.
/// Without one of them nothing would say when and where the line was written, and the object is no envelope that is known.
/// </summary>
internal sealed class PlainEnvelope : IEnvelope
{
    private static readonly OriginName[] Names = OriginName.Table(
        ("stream", Field.Stream),
        ("container_id", Field.ContainerId),
        ("container.id", Field.ContainerId),
        ("container_name", Field.ContainerName),
        ("container", Field.ContainerName),
        ("pod_name", Field.PodName),
        ("pod", Field.PodName),
        ("namespace", Field.Namespace),
        ("namespace_name", Field.Namespace),
        ("node", Field.NodeName),
        ("node_name", Field.NodeName)
    );

    /// <summary>Docker's logging driver for Fluentd says so where others say <c>stream</c>.</summary>
    private static readonly OriginName[] DockerNames = OriginName.Table(("source", Field.Stream));

    private static readonly OriginName[] Times = ProgramRecord.Names("@timestamp", "time", "timestamp", "ts", "date", "eventTime");
    private static readonly OriginName[] Messages = ProgramRecord.Names("log", "message", "line");

    /// <inheritdoc/>
    public string Name => "plain";

    /// <inheritdoc/>
    public bool Recognises(Element element)
    {
        var outline = element.Outline;
        var line = Line(outline);
        if (!outline.IsString(line) && !outline.IsObject(line))
        {
            return false;
        }

        if (outline.IsObject(outline.Find("kubernetes"u8)) || IsLabelled(outline))
        {
            return true;
        }

        for (var node = outline.First(0); node != JsonOutline.None; node = outline.Next(node))
        {
            var name = outline.Name(node);
            if (name.SequenceEqual("stream"u8) || !KubernetesNames.Lifted(name).IsEmpty)
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
        element.Continues = IsPart(outline);
        AddBlock(element, outline);
        KubernetesNames.AddBeside(element, outline);
        if (IsLabelled(outline))
        {
            AddLabels(element, outline);
        }

        if (outline.Has("container_id"u8) && outline.Has("source"u8))
        {
            OriginName.Add(element, outline, 0, DockerNames);
        }

        LogFile.Claim(element, outline);
        var opened = ProgramRecord.TryOpen(element, Names, Times, Messages);
        element.HasStream = element.Origin.Has(Field.Stream);
        return opened;
    }

    private static int Line(JsonOutline outline)
    {
        foreach (var message in Messages)
        {
            if (outline.Find(message.Name) is >= 0 and var node)
            {
                return node;
            }
        }

        return JsonOutline.None;
    }

    /// <summary>An entry of Loki as its tail and its exports give it: <c>line</c> and <c>labels</c>.</summary>
    private static bool IsLabelled(JsonOutline outline) =>
        outline.Has("line"u8) && outline.Find("labels"u8) is var labels && (outline.IsObject(labels) || LokiLabelText.Is(outline.Text(labels)));

    private static void AddLabels(Element element, JsonOutline outline)
    {
        var labels = outline.Find("labels"u8);
        OriginName.Add(element, outline, labels, LokiLabels.Names);
        element.SetFile(outline.Text(outline.Find(labels, "filename"u8)));
        var text = new LokiLabelText(outline.Text(labels));
        while (text.TryNext(out var name, out var value))
        {
            OriginName.AddOne(element.Origin, LokiLabels.Names, name, value);
            if (name.SequenceEqual("filename"u8))
            {
                element.SetFile(value);
            }
        }
    }

    private static bool IsPart(JsonOutline outline)
    {
        if (outline.Text("partial_message"u8).SequenceEqual("true"u8))
        {
            return !outline.Text("partial_last"u8).SequenceEqual("true"u8);
        }

        var tag = outline.Find("_p"u8) is >= 0 and var parsed ? parsed : outline.Find("logtag"u8);
        return outline.Text(tag) is [(byte)'P', ..];
    }

    private static void AddBlock(Element element, JsonOutline outline)
    {
        var own = outline.Find("kubernetes"u8);
        var kubernetes = own == JsonOutline.None ? PodBlock.Find(outline) : own;
        if (kubernetes == JsonOutline.None)
        {
            return;
        }

        if (outline.IsRepeated(kubernetes))
        {
            element.Origin.Add(Field.Tag, EventTags.MetadataConflict);
            return;
        }

        OriginName.Add(element, outline, kubernetes, KubernetesNames.Block);
        Nested(Field.PodName, "pod"u8, "name"u8);
        Nested(Field.PodUid, "pod"u8, "uid"u8);
        Nested(Field.PodIp, "pod"u8, "ip"u8);
        Nested(Field.NodeName, "node"u8, "name"u8);
        Nested(Field.Namespace, "namespace"u8, "name"u8);
        Nested(Field.ContainerName, "container"u8, "name"u8);
        Nested(Field.ContainerId, "container"u8, "id"u8);
        OriginName.Add(element.Origin, Field.ContainerId, outline.Text(outline.Find(outline.Find("container"u8), "id"u8)));

        void Nested(Field field, ReadOnlySpan<byte> block, ReadOnlySpan<byte> name) =>
            OriginName.Add(element.Origin, field, outline.Text(outline.Find(outline.Find(kubernetes, block), name)));
    }
}

using System.Text.Json;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Envelopes;

/// <summary>
/// Fluent Bit's and Fluentd's records of container logs, with the block of their Kubernetes filter. Where the filter merges a line that is JSON
/// (<c>Merge_Log</c>), the application's keys lie among the shipper's: they are never believed to be the shipper's.
/// </summary>
internal sealed class FluentBitEnvelope(ParserOptions options) : IEnvelope
{
    private static readonly OriginName[] Kubernetes = OriginName.Table(
        ("pod_name", Field.PodName),
        ("namespace_name", Field.Namespace),
        ("pod_id", Field.PodUid),
        ("pod_ip", Field.PodIp),
        ("host", Field.NodeName),
        ("container_name", Field.ContainerName),
        ("docker_id", Field.ContainerId),
        ("container_image", Field.ContainerImage),
        ("container_id", Field.ContainerId),
        ("namespace", Field.Namespace)
    );

    private readonly JsonOutline _line = new(options);

    /// <inheritdoc/>
    public string Name => "fluent_bit";

    /// <inheritdoc/>
    public bool Recognises(Element element)
    {
        var outline = element.Outline;
        var kubernetes = outline.Find("kubernetes"u8);
        if (outline.IsObject(kubernetes))
        {
            return outline.Find(kubernetes, "pod_name"u8) != JsonOutline.None
                || outline.Find(kubernetes, "host"u8) != JsonOutline.None
                || outline.Find(kubernetes, "namespace_name"u8) != JsonOutline.None;
        }

        if (outline.Has("stream"u8))
        {
            return (outline.Has("_p"u8) || outline.Has("logtag"u8)) && FluentBitLine.Of(outline).Line != JsonOutline.None;
        }

        // Lifted metadata, and the line nested.
        return outline.Has("@timestamp"u8)
            && !outline.Has("log"u8)
            && !outline.Has("message"u8)
            && FluentBitLine.Of(outline) is { Holder: not 0 } line
            && outline.Find(line.Holder, "stream"u8) != JsonOutline.None;
    }

    /// <inheritdoc/>
    public bool TryOpen(Element element)
    {
        var outline = element.Outline;
        element.IsCollected = true;
        var line = FluentBitLine.Of(outline);
        var merged = ReadMerged(outline, line.Line);
        AddStream(element, outline, line);
        AddPod(element, outline, merged, line.Line != JsonOutline.None);
        element.Time = Time(outline, line.Line, merged);
        element.Continues = !merged && Tag(outline, line) is [(byte)'P', ..];
        if (!merged && !(element.Origin.Has(Field.PodName) && element.Origin.Has(Field.ContainerId)))
        {
            LogFile.Claim(element, outline);
        }

        element.IsMerged = !element.TryBecome(line.Line) && !element.TryBecome(FluentBitLine.MergedUnder(outline));
        return true;
    }

    private static ReadOnlySpan<byte> Tag(JsonOutline outline, FluentBitLine line)
    {
        var tag = line.Beside(outline, "_p"u8) is >= 0 and var parsed ? parsed : line.Beside(outline, "logtag"u8);
        if (tag == JsonOutline.None)
        {
            return outline.Text("CONTAINER_PARTIAL_MESSAGE"u8).SequenceEqual("true"u8) ? "P"u8 : default;
        }

        return outline.IsRepeated(tag) ? default : outline.Text(tag);
    }

    /// <summary>Whether the application's keys may lie among the shipper's; those of a line that is still there are outlined.</summary>
    private bool ReadMerged(JsonOutline outline, int line)
    {
        if (line == JsonOutline.None)
        {
            return true;
        }

        var text = outline.IsObject(line) ? outline.Raw(line) : outline.Memory(line);
        if (text.Span.Trim(" \t\r\n"u8) is not [(byte)'{', .., (byte)'}'])
        {
            return false;
        }

        try
        {
            return _line.Read(text);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void AddStream(Element element, JsonOutline outline, FluentBitLine line)
    {
        OriginName.Add(element.Origin, Field.Stream, outline.Text(line.Beside(outline, "stream"u8)));
        element.HasStream = element.Origin.Has(Field.Stream);
    }

    /// <param name="element">What takes it.</param>
    /// <param name="outline">The record.</param>
    /// <param name="merged">Whether the application's keys may lie among the shipper's.</param>
    /// <param name="hasLine">Whether its line is still there, to tell them apart by.</param>
    private void AddPod(Element element, JsonOutline outline, bool merged, bool hasLine)
    {
        var own = outline.Find("kubernetes"u8);
        var block = own == JsonOutline.None ? PodBlock.Find(outline) : own;
        if (block == JsonOutline.None)
        {
            KubernetesNames.AddBeside(element, outline, merged && hasLine ? _line : null);
            return;
        }

        // A block under another name may as well be the application's, where its line is gone.
        if (outline.IsRepeated(block) || (merged && (hasLine ? IsTheLines(_line, outline, block) : block != own)))
        {
            element.Origin.Add(Field.Tag, EventTags.MetadataConflict);
            return;
        }

        OriginName.Add(element, outline, block, block == own ? Kubernetes : KubernetesNames.Block);
        OriginName.Add(element.Origin, Field.ContainerId, outline.Text(outline.Find(outline.Find("docker"u8), "container_id"u8)));
    }

    /// <summary>Whether the only block of metadata is the one that the application wrote into its line: it says all that the block says.</summary>
    private static bool IsTheLines(JsonOutline claimed, JsonOutline outline, int block)
    {
        var own = claimed.Find(outline.Name(block));
        for (var node = outline.First(block); node != JsonOutline.None; node = outline.Next(node))
        {
            if (!claimed.Text(claimed.Find(own, outline.Name(node))).SequenceEqual(outline.Text(node)))
            {
                return false;
            }
        }

        return claimed.IsObject(own);
    }

    /// <summary>
    /// The output's own key (<c>@timestamp</c>, <c>date</c>) is Fluent Bit's; <c>time</c> is a parser's, or the application's where lines are merged:
    /// beside the output's key it counts only where it says the same more finely.
    /// </summary>
    private Timestamp Time(JsonOutline outline, int line, bool merged)
    {
        var own = Single(outline, "@timestamp"u8);
        own = !own.IsKnown ? Single(outline, "date"u8) : own;
        var parsed = Single(outline, "time"u8);
        if (own.IsKnown)
        {
            return parsed.IsKnown && Math.Abs(parsed - own) < Timestamp.Millisecond ? parsed : own;
        }

        if (line == JsonOutline.None)
        {
            return Timestamp.Unknown;
        }

        parsed = !parsed.IsKnown ? Single(outline, "timestamp"u8) : parsed;
        parsed = !parsed.IsKnown ? Single(outline, "ts"u8) : parsed;
        return merged && _line.Find("time"u8) is >= 0 and var claimed && EnvelopeTime.Of(_line, claimed) == parsed ? Timestamp.Unknown : parsed;
    }

    private static Timestamp Single(JsonOutline outline, ReadOnlySpan<byte> name) =>
        outline.Find(name) is >= 0 and var node && !outline.IsRepeated(node) ? EnvelopeTime.Of(outline, node) : Timestamp.Unknown;
}

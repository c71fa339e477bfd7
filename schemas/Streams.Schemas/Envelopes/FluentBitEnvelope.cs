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

    private static readonly OriginName[] Own = ProgramRecord.Names(
        "@timestamp",
        "date",
        "time",
        "stream",
        "_p",
        "logtag",
        "kubernetes",
        "docker",
        "tag",
        "path",
        "filename",
        "file",
        "host",
        "log",
        "message"
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

        return outline.Has("stream"u8) && (outline.Has("_p"u8) || outline.Has("logtag"u8)) && (outline.Has("log"u8) || outline.Has("message"u8));
    }

    /// <inheritdoc/>
    public bool TryOpen(Element element)
    {
        var outline = element.Outline;
        element.IsCollected = true;
        var line = outline.Find("log"u8);
        var message = line != JsonOutline.None || IsParsedCri(outline) ? JsonOutline.None : outline.Find("message"u8);
        line = line == JsonOutline.None && outline.IsString(message) ? message : line;
        var merged = ReadMerged(outline, line);
        Origin(element, outline, merged ? Claimed(line) : null);
        element.Time = Time(outline, line, merged);
        element.Continues = !merged && Tag(outline) is [(byte)'P', ..];
        element.IsMerged = !element.TryBecome(line) && !element.TryBecome(MergedUnder(outline));
        return true;
    }

    /// <summary>The object that <c>Merge_Log_Key</c> keeps the application's keys in: the only member that is not the shipper's.</summary>
    private static int MergedUnder(JsonOutline outline)
    {
        var only = JsonOutline.None;
        for (var node = outline.First(0); node != JsonOutline.None; node = outline.Next(node))
        {
            if (IsShippers(outline.Name(node)))
            {
                continue;
            }

            if (only != JsonOutline.None)
            {
                return JsonOutline.None;
            }

            only = node;
        }

        return outline.IsObject(only) ? only : JsonOutline.None;
    }

    private static bool IsShippers(ReadOnlySpan<byte> name)
    {
        foreach (var own in Own)
        {
            if (name.SequenceEqual(own.Name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the application's message was merged: the filter's own keys are there, and no line under <c>log</c>.</summary>
    private static bool IsParsedCri(JsonOutline outline) => outline.Has("_p"u8) && !outline.Has("log"u8);

    private static ReadOnlySpan<byte> Tag(JsonOutline outline)
    {
        var tag = outline.Find("_p"u8) is >= 0 and var parsed ? parsed : outline.Find("logtag"u8);
        return tag != JsonOutline.None && !outline.IsRepeated(tag) ? outline.Text(tag) : default;
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

    /// <summary>What the application wrote, where its keys may lie among the shipper's and its line is still there.</summary>
    private JsonOutline? Claimed(int line) => line == JsonOutline.None ? null : _line;

    private static void Origin(Element element, JsonOutline outline, JsonOutline? claimed)
    {
        OriginName.Add(element.Origin, Field.Stream, outline.Text("stream"u8));
        element.HasStream = element.Origin.Has(Field.Stream);
        var kubernetes = outline.Find("kubernetes"u8);
        if (kubernetes == JsonOutline.None)
        {
            KubernetesNames.AddBeside(element, outline, claimed);
            return;
        }

        if (outline.IsRepeated(kubernetes) || (claimed is not null && IsTheLines(claimed, outline, kubernetes)))
        {
            element.Origin.Add(Field.Tag, EventTags.MetadataConflict);
            return;
        }

        OriginName.Add(element, outline, kubernetes, Kubernetes);
        OriginName.Add(element.Origin, Field.ContainerId, outline.Text(outline.Find(outline.Find("docker"u8), "container_id"u8)));
    }

    /// <summary>Whether the only block of metadata is the one that the application wrote into its line: it says all that the block says.</summary>
    private static bool IsTheLines(JsonOutline claimed, JsonOutline outline, int kubernetes)
    {
        var own = claimed.Find("kubernetes"u8);
        for (var node = outline.First(kubernetes); node != JsonOutline.None; node = outline.Next(node))
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

using Streams.Schemas.Events;
using Streams.Schemas.Json;

namespace Streams.Schemas.Envelopes;

/// <summary>Events as Splunk's HTTP Event Collector takes them; what collectors of Kubernetes add stands under <c>fields</c>.</summary>
internal sealed class SplunkHecEnvelope : IEnvelope
{
    private static readonly OriginName[] Names = OriginName.Table(
        ("pod", Field.PodName),
        ("host.name", Field.HostName),
        ("log.iostream", Field.Stream),
        ("stream", Field.Stream)
    );

    /// <inheritdoc/>
    public string Name => "splunk_hec";

    /// <inheritdoc/>
    public bool Recognises(Element element)
    {
        var outline = element.Outline;
        var body = outline.Find("event"u8);
        return (outline.IsString(body) || outline.IsObject(body))
            && outline.IsString(outline.Find("sourcetype"u8))
            && (outline.IsString(outline.Find("source"u8)) || outline.Has("time"u8) || outline.Has("host"u8));
    }

    /// <inheritdoc/>
    public bool TryOpen(Element element)
    {
        var (outline, origin) = (element.Outline, element.Origin);
        var fields = outline.Find("fields"u8);
        for (var node = fields == JsonOutline.None ? fields : outline.First(fields); node != JsonOutline.None; node = outline.Next(node))
        {
            var name = outline.Name(node);
            var text = outline.Text(node);
            OriginName.AddOne(origin, Names, name, text);
            OriginName.AddOne(origin, KubernetesNames.Block, KubernetesNames.Lifted(name) is { IsEmpty: false } lifted ? lifted : name, text);
        }

        OriginName.Add(origin, Field.HostName, outline.Text("host"u8));
        element.Time = EnvelopeTime.Of(outline, outline.Find("time"u8));
        if (outline.Text("source"u8) is [(byte)'/', ..] and var file)
        {
            element.SetFile(file);
        }

        element.HasStream = origin.Has(Field.Stream);
        element.TakeHostAsNode();
        element.IsCollected = true;
        return element.TryBecome(outline.Find("event"u8));
    }
}

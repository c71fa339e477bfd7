using Streams.Schemas.Events;
using Streams.Schemas.Json;

namespace Streams.Schemas.Envelopes;

/// <summary>A metric of Telegraf's JSON that carries a line: its inputs <c>syslog</c>, <c>docker_log</c> and <c>tail</c>.</summary>
internal sealed class TelegrafEnvelope : IEnvelope
{
    private static readonly OriginName[] Tags = OriginName.Table(
        ("hostname", Field.HostName),
        ("appname", Field.SyslogAppName),
        ("container_name", Field.ContainerName),
        ("container_image", Field.ContainerImage),
        ("stream", Field.Stream)
    );

    private static readonly OriginName[] Fields = OriginName.Table(("procid", Field.ProcessId), ("container_id", Field.ContainerId));

    /// <inheritdoc/>
    public string Name => "telegraf";

    /// <inheritdoc/>
    public bool Recognises(Element element)
    {
        var outline = element.Outline;
        return outline.IsObject(outline.Find("tags"u8)) && outline.IsString(outline.Find("name"u8)) && outline.IsString(Line(outline));
    }

    /// <inheritdoc/>
    public bool TryOpen(Element element)
    {
        var (outline, fields, tags) = (element.Outline, element.Outline.Find("fields"u8), element.Outline.Find("tags"u8));
        element.IsCollected = true;
        // Telegraf's own time is when it read the line.
        element.Time = EnvelopeTime.Of(outline, outline.Find(fields, "timestamp"u8));
        element.Time = element.Time.IsKnown ? element.Time : EnvelopeTime.Of(outline, outline.Find("timestamp"u8));
        OriginName.Add(element, outline, tags, Tags);
        OriginName.Add(element, outline, fields, Fields);
        // The host that Telegraf runs on: of a line that came over the network it is not the sender.
        OriginName.Add(element.Origin, Field.HostName, outline.Text(outline.Find(tags, "host"u8)));
        element.SetFile(outline.Text(outline.Find(tags, "path"u8)));
        element.HasStream = element.Origin.Has(Field.Stream);
        return element.TryBecome(Line(outline));
    }

    private static int Line(JsonOutline outline)
    {
        var fields = outline.Find("fields"u8);
        return outline.Find(fields, "message"u8, "value"u8);
    }
}

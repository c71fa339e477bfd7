using Streams.Schemas.Events;

namespace Streams.Schemas.Envelopes;

/// <summary>An entry of Google Cloud's logging whose payload is a line or an object: containers and nodes of GKE. Audit logs (<c>protoPayload</c>) are a dialect.</summary>
internal sealed class GoogleLogEnvelope : IEnvelope
{
    private static readonly OriginName[] Labels = OriginName.Table(
        ("pod_name", Field.PodName),
        ("namespace_name", Field.Namespace),
        ("container_name", Field.ContainerName),
        ("node_name", Field.NodeName)
    );

    /// <inheritdoc/>
    public string Name => "google_log";

    /// <inheritdoc/>
    public bool Recognises(Element element) =>
        element.Outline.Has("logName"u8)
        && (element.Outline.IsString(element.Outline.Find("textPayload"u8)) || element.Outline.IsObject(element.Outline.Find("jsonPayload"u8)));

    /// <inheritdoc/>
    public bool TryOpen(Element element)
    {
        var (outline, origin) = (element.Outline, element.Origin);
        element.IsCollected = true;
        element.Time = EnvelopeTime.Of(outline, outline.Find("timestamp"u8));
        OriginName.Add(element, outline, outline.Find(outline.Find("resource"u8), "labels"u8), Labels);
        var node = outline.Text(outline.Find(outline.Find("labels"u8), "compute.googleapis.com/resource_name"u8));
        OriginName.Add(origin, Field.NodeName, node);
        OriginName.Add(origin, Field.HostName, origin.Text(Field.NodeName));
        var log = outline.Text("logName"u8);
        OriginName.Add(
            origin,
            Field.Stream,
            log.EndsWith("/stderr"u8) ? "stderr"u8
                : log.EndsWith("/stdout"u8) ? "stdout"u8
                : default
        );
        element.HasStream = origin.Has(Field.Stream);
        return element.TryBecome(outline.Find("textPayload"u8, "jsonPayload"u8));
    }
}

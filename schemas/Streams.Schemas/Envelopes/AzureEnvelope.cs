using Streams.Schemas.Json;

namespace Streams.Schemas.Envelopes;

/// <summary>One diagnostic record of Azure Monitor: AKS writes the audit event as a text under <c>properties.log</c>.</summary>
internal sealed class AzureEnvelope : IEnvelope
{
    /// <inheritdoc/>
    public string Name => "azure";

    /// <inheritdoc/>
    public bool Recognises(Element element) => element.Outline.Has("category"u8) && element.Outline.Find(element.Outline.Find("properties"u8), "log"u8) != JsonOutline.None;

    /// <inheritdoc/>
    public bool TryOpen(Element element)
    {
        var outline = element.Outline;
        element.Time = EnvelopeTime.Of(outline, outline.Find("time"u8));
        return element.TryBecome(outline.Find(outline.Find("properties"u8), "log"u8));
    }
}

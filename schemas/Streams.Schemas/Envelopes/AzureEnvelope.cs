using Streams.Schemas.Json;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Envelopes;

/// <summary>One diagnostic record of Azure Monitor: AKS writes the audit event as a text under <c>properties.log</c>, or, exported from a workspace, under <c>log_s</c>.</summary>
internal sealed class AzureEnvelope(ParserOptions options) : IEnvelope
{
    private readonly JsonOutline _properties = new(options);

    /// <inheritdoc/>
    public string Name => "azure";

    /// <inheritdoc/>
    public bool Recognises(Element element)
    {
        var outline = element.Outline;
        return outline.Find("category"u8, "Category"u8) != JsonOutline.None
            && (
                outline.Find(outline.Find("properties"u8), "log"u8) != JsonOutline.None
                || outline.IsString(outline.Find("properties"u8))
                || outline.Has("log_s"u8)
            );
    }

    /// <inheritdoc/>
    public bool TryOpen(Element element)
    {
        var outline = element.Outline;
        element.Time = EnvelopeTime.Of(outline, outline.Find("time"u8, "TimeGenerated"u8));
        var properties = outline.Find("properties"u8);
        if (!outline.IsString(properties))
        {
            return element.TryBecome(properties == JsonOutline.None ? outline.Find("log_s"u8) : outline.Find(properties, "log"u8));
        }

        // Some exports write the properties themselves as a text.
        if (!_properties.Read(outline.Memory(properties)) || !_properties.IsString(_properties.Find("log"u8)))
        {
            return false;
        }

        element.Become(element.Keep(_properties.Text("log"u8)));
        return true;
    }
}

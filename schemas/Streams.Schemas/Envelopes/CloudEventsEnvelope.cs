using Streams.Schemas.Json;

namespace Streams.Schemas.Envelopes;

/// <summary>CloudEvents 1.0 in structured mode; the data as JSON, as a text, or in base64.</summary>
internal sealed class CloudEventsEnvelope : IEnvelope
{
    private readonly Base64Text _data = new();

    /// <inheritdoc/>
    public string Name => "cloudevents";

    /// <inheritdoc/>
    public bool Recognises(Element element) => element.Outline.Has("specversion"u8) && (element.Outline.Has("data"u8) || element.Outline.Has("data_base64"u8));

    /// <inheritdoc/>
    public bool TryOpen(Element element)
    {
        var outline = element.Outline;
        element.Time = EnvelopeTime.Of(outline, outline.Find("time"u8));
        var data = outline.Find("data"u8);
        if (outline.IsArray(data))
        {
            element.Become(outline.Raw(data));
            return true;
        }

        return data == JsonOutline.None ? _data.TryBecome(element, outline.Text("data_base64"u8)) : element.TryBecome(data);
    }
}

using Streams.Schemas.Json;

namespace Streams.Schemas.Envelopes;

/// <summary>Vector's codec <c>native_json</c>: the event as the only member, <c>log</c>.</summary>
internal sealed class VectorNativeEnvelope : IEnvelope
{
    /// <inheritdoc/>
    public string Name => "vector_native";

    /// <inheritdoc/>
    public bool Recognises(Element element)
    {
        var (outline, log) = (element.Outline, element.Outline.Find("log"u8));
        return outline.IsObject(log)
            && outline.Next(outline.First(0)) == JsonOutline.None
            && (outline.Find(log, "source_type"u8) != JsonOutline.None || outline.Find(log, "timestamp"u8) != JsonOutline.None);
    }

    /// <inheritdoc/>
    public bool TryOpen(Element element) => element.TryBecome(element.Outline.Find("log"u8));
}

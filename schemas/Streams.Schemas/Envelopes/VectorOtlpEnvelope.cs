using Streams.Schemas.Json;

namespace Streams.Schemas.Envelopes;

/// <summary>Vector's <c>opentelemetry</c> source: a collector's resource under <c>resources</c>, the record's attributes under <c>attributes</c>.</summary>
internal sealed class VectorOtlpEnvelope : IEnvelope
{
    /// <inheritdoc/>
    public string Name => "vector_otlp";

    /// <inheritdoc/>
    public bool Recognises(Element element) => element.Outline.Text("source_type"u8).SequenceEqual("opentelemetry"u8);

    /// <inheritdoc/>
    public bool TryOpen(Element element)
    {
        var outline = element.Outline;
        element.IsCollected = true;
        element.Time = EnvelopeTime.Of(outline, outline.Find("timestamp"u8));
        if (!element.Time.IsKnown)
        {
            element.Time = EnvelopeTime.Of(outline, outline.Find("observed_timestamp"u8));
        }

        OriginName.Add(element, outline, outline.Find("resources"u8), OtlpOrigin.Resource);
        var attributes = outline.Find("attributes"u8);
        for (var node = outline.First(attributes); node != JsonOutline.None; node = outline.Next(node))
        {
            OtlpOrigin.AddOfRecord(element, outline.Name(node), outline.Text(node));
        }

        element.TakeHostAsNode();
        return element.TryBecome(outline.Find("message"u8));
    }
}

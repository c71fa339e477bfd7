using Streams.Schemas.Json;

namespace Streams.Schemas.Envelopes;

/// <summary>
/// A record that a relay took from another topic, as Vector's <c>kafka</c> source, <c>kcat -J</c> and Kafka's REST proxies write it:
/// topic, partition and offset beside the value, which is what the first shipper wrote.
/// </summary>
internal sealed class KafkaRecordEnvelope : IEnvelope
{
    /// <inheritdoc/>
    public string Name => "kafka_record";

    /// <inheritdoc/>
    public bool Recognises(Element element)
    {
        var outline = element.Outline;
        return outline.IsString(outline.Find("topic"u8))
            && outline.IsNumber(outline.Find("partition"u8))
            && outline.IsNumber(outline.Find("offset"u8))
            && Value(outline) != JsonOutline.None;
    }

    /// <inheritdoc/>
    public bool TryOpen(Element element)
    {
        var outline = element.Outline;
        element.Time = EnvelopeTime.Of(outline, outline.Find("timestamp"u8, "ts"u8));
        return element.TryBecome(Value(outline));
    }

    private static int Value(JsonOutline outline)
    {
        var value = outline.Find("message"u8, "payload"u8);
        return value == JsonOutline.None ? outline.Find("value"u8) : value;
    }
}

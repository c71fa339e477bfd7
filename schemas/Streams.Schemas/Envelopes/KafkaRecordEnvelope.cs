using Streams.Schemas.Json;

namespace Streams.Schemas.Envelopes;

/// <summary>
/// A record that a relay took from another topic, as Vector's <c>kafka</c> source, <c>kcat -J</c> and Kafka's REST proxies write it:
/// topic, partition and offset beside the value, which is what the first shipper wrote.
/// </summary>
internal sealed class KafkaRecordEnvelope : IEnvelope
{
    private readonly Base64Text _binary = new();

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
        var value = Value(outline);
        return (outline.IsString(value) && IsBinary(outline.Text(value)) && _binary.TryBecome(element, outline.Text(value))) || element.TryBecome(value);
    }

    /// <summary>What a REST proxy hands on as bytes: base64 of an object, an array, or gzip. No line is one word that begins so.</summary>
    private static bool IsBinary(ReadOnlySpan<byte> value) =>
        value.Length > 32
        && (value.StartsWith("ey"u8) || value.StartsWith("ew"u8) || value.StartsWith("W3"u8) || value.StartsWith("H4sI"u8))
        && !value.ContainsAny(" {\":"u8);

    private static int Value(JsonOutline outline)
    {
        var value = outline.Find("message"u8, "payload"u8);
        return value == JsonOutline.None ? outline.Find("value"u8) : value;
    }
}

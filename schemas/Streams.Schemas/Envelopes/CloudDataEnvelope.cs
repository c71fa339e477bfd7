using Streams.Schemas.Json;

namespace Streams.Schemas.Envelopes;

/// <summary>What the clouds' message services put around bytes in base64: Kinesis and Firehose records, Lambda's <c>awslogs</c>, a push of Google's Pub/Sub.</summary>
internal sealed class CloudDataEnvelope : IEnvelope
{
    private readonly Base64Text _data = new();

    /// <inheritdoc/>
    public string Name => "cloud_data";

    /// <inheritdoc/>
    public bool Recognises(Element element) => element.Outline.IsString(Data(element.Outline));

    /// <inheritdoc/>
    public bool TryOpen(Element element) => _data.TryBecome(element, element.Outline.Text(Data(element.Outline)));

    private static int Data(JsonOutline outline)
    {
        var holder = outline.Find("awslogs"u8, "kinesis"u8);
        holder = holder == JsonOutline.None && outline.Has("subscription"u8) ? outline.Find("message"u8) : holder;
        if (holder != JsonOutline.None)
        {
            return outline.Find(holder, "data"u8);
        }

        // Firehose's records, and Pub/Sub's as a pull gives them.
        var data = outline.Find("data"u8);
        return data != JsonOutline.None && (outline.Next(outline.First(0)) == JsonOutline.None || outline.Has("recordId"u8) || outline.Has("messageId"u8))
            ? data
            : JsonOutline.None;
    }
}

using Streams.Schemas.Json;

namespace Streams.Schemas.Envelopes;

/// <summary>A whole record that a filter of the shipper put under one key, as Fluent Bit's <c>nest</c> with <c>Wildcard *</c> does; beside it stands the time, and nothing of the line.</summary>
internal sealed class NestEnvelope : IEnvelope
{
    /// <inheritdoc/>
    public string Name => "nest";

    /// <inheritdoc/>
    public bool Recognises(Element element) => Only(element.Outline) != JsonOutline.None;

    /// <inheritdoc/>
    public bool TryOpen(Element element)
    {
        var outline = element.Outline;
        element.Time = EnvelopeTime.Of(outline, outline.Find("@timestamp"u8, "date"u8));
        if (!element.Time.IsKnown)
        {
            element.Time = EnvelopeTime.Of(outline, outline.Find("time"u8, "timestamp"u8));
        }

        return element.TryBecome(Only(outline));
    }

    /// <summary>The only object in it, if that is a record.</summary>
    private static int Only(JsonOutline outline)
    {
        var only = JsonOutline.None;
        for (var node = outline.First(0); node != JsonOutline.None; node = outline.Next(node))
        {
            if (!outline.IsObject(node))
            {
                continue;
            }

            if (only != JsonOutline.None)
            {
                return JsonOutline.None;
            }

            only = node;
        }

        var isAlone = !outline.Has("stream"u8) && !outline.Has("log"u8) && !outline.Has("message"u8);
        return isAlone && only != JsonOutline.None && (IsLine(outline, only) || outline.Find(only, "auditID"u8) != JsonOutline.None) ? only : JsonOutline.None;
    }

    private static bool IsLine(JsonOutline outline, int record) =>
        outline.IsString(outline.Find(record, "log"u8, "message"u8))
        && (outline.Find(record, "stream"u8) != JsonOutline.None || outline.IsObject(outline.Find(record, "kubernetes"u8)));
}

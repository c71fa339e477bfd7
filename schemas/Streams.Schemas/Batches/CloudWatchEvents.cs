using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Batches;

/// <summary>A subscription of Amazon CloudWatch Logs: <c>logEvents</c>, each with its message. A control message is health.</summary>
internal sealed class CloudWatchEvents(ParserOptions options) : IBatch
{
    private readonly JsonOutline _event = new(options);

    /// <inheritdoc/>
    public string Name => "CloudWatch log events";

    /// <inheritdoc/>
    public bool Recognises(Element element) => element.Outline.IsArray(element.Outline.Find("logEvents"u8)) && element.Outline.Has("messageType"u8);

    /// <inheritdoc/>
    public DeadReason? Read(Element batch, IElementSink sink)
    {
        var outline = batch.Outline;
        if (outline.Text("messageType"u8).SequenceEqual("CONTROL_MESSAGE"u8))
        {
            var health = sink.Next(batch.Body);
            health.IsHealth = true;
            sink.Take(health);
            return null;
        }

        var items = new JsonItems(outline.Raw(outline.Find("logEvents"u8)));
        var any = false;
        while (items.TryNext(out var item))
        {
            any = true;
            if (!_event.Read(item) || !_event.IsString(_event.Find("message"u8)))
            {
                sink.Dead(DeadReason.MissingField, "a CloudWatch log event without a message", item);
                continue;
            }

            var element = sink.Next(item);
            element.Envelope = "cloudwatch";
            element.Time =
                _event.TryNumber(_event.Find("timestamp"u8), out var millis) && millis is > 0 and < 253_402_300_800_000
                    ? Timestamp.FromMilliseconds(millis)
                    : Timestamp.Unknown;
            element.Become(element.Keep(_event.Text("message"u8)));
            sink.Take(element);
        }

        return any ? null : DeadReason.Empty;
    }
}

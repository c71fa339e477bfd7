using Streams.Schemas.Envelopes;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Batches;

/// <summary>A JSON array of objects or strings.</summary>
internal sealed class JsonArray : IBatch
{
    /// <inheritdoc/>
    public string Name => "a JSON array";

    /// <inheritdoc/>
    public bool Recognises(Element element)
    {
        var text = element.Body.Span.Trim(" \t\r\n"u8);
        return text.Length > 1
            && text[0] == '['
            && text[^1] == ']'
            && JsonStart.First(text[1..]) is (byte)'{' or (byte)'"' or (byte)']' or (byte)'n' or (byte)'['
            && JsonItems.IsWhole(text);
    }

    /// <inheritdoc/>
    public DeadReason? Read(Element batch, IElementSink sink)
    {
        var items = new JsonItems(batch.Body);
        var any = false;
        while (items.TryNext(out var item))
        {
            any = true;
            if (item.Span[0] is (byte)'{' or (byte)'"')
            {
                sink.Give(item);
            }
            else
            {
                sink.Dead(DeadReason.WrongKind, "an item that is no object", item);
            }
        }

        return any ? null : DeadReason.Empty;
    }
}

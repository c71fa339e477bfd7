using Streams.Schemas.Json;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Batches;

/// <summary>Gives the objects of an array to a sink.</summary>
internal static class JsonObjects
{
    /// <summary>Null, or that there was none.</summary>
    public static DeadReason? Read(ReadOnlyMemory<byte> array, IElementSink sink)
    {
        var items = new JsonItems(array);
        var any = false;
        while (items.TryNext(out var item))
        {
            any = true;
            if (item.Span[0] == '{')
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

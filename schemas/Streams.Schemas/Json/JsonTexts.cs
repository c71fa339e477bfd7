using Streams.Schemas.Text;

namespace Streams.Schemas.Json;

/// <summary>The texts of a JSON array that has been validated.</summary>
internal static class JsonTexts
{
    /// <summary>Appends the texts from that index on, joined by blanks; what is no text is left out.</summary>
    public static void Join(ReadOnlyMemory<byte> array, int from, ByteBuffer into)
    {
        var items = new JsonItems(array);
        for (var index = 0; items.TryNext(out var item); index++)
        {
            if (index >= from && item.Span is [(byte)'"', .. var text, (byte)'"'])
            {
                into.Append(into.Length == 0 ? [] : " "u8);
                JsonText.Unescape(text, into);
            }
        }
    }
}

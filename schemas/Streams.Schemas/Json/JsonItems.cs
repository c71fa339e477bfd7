using System.Text.Json;

namespace Streams.Schemas.Json;

/// <summary>Walks the items of a JSON array that has been validated, or throws <see cref="JsonException"/> where it has not.</summary>
internal ref struct JsonItems
{
    private readonly ReadOnlyMemory<byte> _array;
    private Utf8JsonReader _reader;

    /// <summary>Stands before the first item.</summary>
    public JsonItems(ReadOnlyMemory<byte> array)
    {
        _array = array;
        _reader = new Utf8JsonReader(array.Span, new JsonReaderOptions { MaxDepth = 1 << 20 });
        _reader.Read();
    }

    /// <summary>The next item as it stands; false at the end.</summary>
    public bool TryNext(out ReadOnlyMemory<byte> item)
    {
        item = default;
        if (!_reader.Read() || _reader.TokenType == JsonTokenType.EndArray)
        {
            return false;
        }

        var start = (int)_reader.TokenStartIndex;
        _reader.Skip();
        item = _array[start..(int)_reader.BytesConsumed];
        return true;
    }

    /// <summary>Whether the text is one whole array.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = 1 << 20 });
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.StartArray && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

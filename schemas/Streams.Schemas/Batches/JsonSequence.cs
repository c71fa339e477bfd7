using System.Text.Json;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Batches;

/// <summary>JSON objects one behind the other, with nothing or white space between, also over several lines each. What cannot be read is one element with all behind it.</summary>
internal sealed class JsonSequence : IBatch
{
    /// <inheritdoc/>
    public string Name => "a sequence of JSON objects";

    /// <inheritdoc/>
    public bool Recognises(Element element)
    {
        var text = element.Body.Span;
        return (
                text.IndexOf("}{"u8) >= 0
                || text.IndexOf("} {"u8) >= 0
                || (text.Contains((byte)'\n') && (text.IndexOf("}\n{"u8) >= 0 || text.IndexOf("}\r\n{"u8) >= 0))
            )
            && Length(text) is > 0 and var first
            && JsonStart.IsObject(text[first..]);
    }

    /// <inheritdoc/>
    public DeadReason? Read(Element batch, IElementSink sink)
    {
        var rest = batch.Body;
        while (rest.Span.IndexOfAnyExcept(" \t\r\n"u8) is >= 0 and var start)
        {
            rest = rest[start..];
            var length = Length(rest.Span);
            if (length == 0)
            {
                sink.Give(rest);
                return null;
            }

            sink.Give(rest[..length]);
            rest = rest[length..];
        }

        return null;
    }

    /// <summary>Where the object ends that begins the text; 0 where none does.</summary>
    private static int Length(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("{}"u8))
        {
            return 2;
        }

        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = 1 << 20, AllowMultipleValues = true });
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject && reader.TrySkip() ? (int)reader.BytesConsumed : 0;
        }
        catch (JsonException)
        {
            return 0;
        }
    }
}

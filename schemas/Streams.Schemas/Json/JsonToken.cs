using System.Text.Json;
using Streams.Schemas.Text;

namespace Streams.Schemas.Json;

/// <summary>Compares the text of a token. The reader's own way throws on lone surrogates, which anyone may write.</summary>
internal static class JsonToken
{
    /// <summary>Whether the token that the reader stands on is that text.</summary>
    public static bool Is(ref Utf8JsonReader json, ReadOnlySpan<byte> text)
    {
        if (!json.ValueIsEscaped)
        {
            return json.ValueSpan.SequenceEqual(text);
        }

        const int LongestEscape = 6;
        if (json.ValueSpan.Length > text.Length * LongestEscape)
        {
            return false;
        }

        var plain = new ByteBuffer();
        JsonText.Unescape(json.ValueSpan, plain);
        return plain.Span.SequenceEqual(text);
    }
}

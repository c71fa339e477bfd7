using System.Text.Json;
using Streams.Schemas.Text;

namespace Streams.Schemas.Json;

/// <summary>Cuts what lies deeper than the limit out of a JSON text: who nests deep must not thereby hide the rest from the rules.</summary>
internal static class JsonDepth
{
    /// <summary>Writes the text with <c>null</c> in the place of every object and array that is deeper. Syntax errors surface as <see cref="JsonException"/>.</summary>
    public static void Cut(ReadOnlySpan<byte> json, int deepest, ByteBuffer into)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 1 << 20 });
        var from = 0;
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= deepest)
            {
                into.Append(json[from..(int)reader.TokenStartIndex]);
                into.Append("null"u8);
                reader.Skip();
                from = (int)reader.BytesConsumed;
            }
        }

        into.Append(json[from..]);
    }
}

using System.Text.Json;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Envelopes;

/// <summary>
/// A record whose block <c>kubernetes</c> is a string that holds the object, as relays with flat schemas (ksqlDB, Connect, a <c>record_modifier</c>) write it:
/// the object is put in the string's place, and the record read as its shipper wrote it. Not where the line itself has such a key: an application's must not become the shipper's.
/// </summary>
internal sealed class QuotedBlock(ParserOptions options)
{
    private readonly JsonOutline _inner = new(options);

    /// <summary>Puts the object in the string's place; false, and nothing done, where there is none or it may be the application's.</summary>
    public bool TryUnquote(Element element)
    {
        var outline = element.Outline;
        var block = outline.Find("kubernetes"u8);
        if (!outline.IsString(block) || outline.IsRepeated(block) || !TryRead(outline.Memory(block)) || _inner.First(0) == JsonOutline.None)
        {
            return false;
        }

        var line = outline.Find("log"u8, "message"u8);
        var text = outline.IsObject(line) ? outline.Raw(line) : outline.Memory(line);
        if (text.IsEmpty || (TryRead(text) && _inner.Has("kubernetes"u8)))
        {
            return false;
        }

        var whole = outline.Json.Span;
        var raw = outline.Raw(block).Span;
        whole.Overlaps(raw, out var start);
        var body = element.DecodeBuffer();
        body.Append(whole[..start]);
        body.Append(outline.Text(block));
        body.Append(whole[(start + raw.Length)..]);
        element.Become(body.Memory);
        return true;
    }

    private bool TryRead(ReadOnlyMemory<byte> text)
    {
        var trimmed = text.Span.Trim(" \t\r\n"u8);
        if (trimmed is not [(byte)'{', .., (byte)'}'])
        {
            return false;
        }

        try
        {
            return _inner.Read(text);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

using Streams.Schemas.Json;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Batches;

/// <summary>Writes OTLP's <c>AnyValue</c> in JSON as the JSON it means: <c>{"kvlistValue":{"values":[{"key":"a","value":{"stringValue":"b"}}]}}</c> is <c>{"a":"b"}</c>.</summary>
internal static class OtlpJsonValue
{
    /// <summary>Writes a value; what lies deeper than the limit is null.</summary>
    public static void Write(ReadOnlyMemory<byte> value, ByteBuffer into, ParserOptions options) => Write(value, into, options, 0);

    private static void Write(ReadOnlyMemory<byte> value, ByteBuffer into, ParserOptions options, int depth)
    {
        var outline = new JsonOutline(options);
        var node = depth < options.MaxDepth && outline.Read(value) ? outline.First(0) : JsonOutline.None;
        if (node == JsonOutline.None)
        {
            into.Append("null"u8);
            return;
        }

        var name = outline.Name(node);
        if (name.SequenceEqual("kvlistValue"u8) || name.SequenceEqual("kvlist_value"u8))
        {
            Values(outline, node, into, options, depth, (byte)'{', (byte)'}');
        }
        else if (name.SequenceEqual("arrayValue"u8) || name.SequenceEqual("array_value"u8))
        {
            Values(outline, node, into, options, depth, (byte)'[', (byte)']');
        }
        else
        {
            into.Append(outline.Raw(node).Span);
        }
    }

    private static void Values(JsonOutline outline, int node, ByteBuffer into, ParserOptions options, int depth, byte open, byte close)
    {
        into.Append([open]);
        var values = outline.Find(node, "values"u8);
        var items = new JsonItems(outline.IsArray(values) ? outline.Raw(values) : "[]"u8.ToArray());
        var any = false;
        while (items.TryNext(out var item))
        {
            if (any)
            {
                into.Append(","u8);
            }

            any = true;
            if (open == '[')
            {
                Write(item, into, options, depth + 1);
                continue;
            }

            var pair = new JsonOutline(options);
            var known = pair.Read(item) && pair.IsString(pair.Find("key"u8)) && pair.IsObject(pair.Find("value"u8));
            into.Append(known ? pair.Raw(pair.Find("key"u8)).Span : "\"\""u8);
            into.Append(":"u8);
            Write(known ? pair.Raw(pair.Find("value"u8)) : default, into, options, depth + 1);
        }

        into.Append([close]);
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using Streams.Schemas.Text;

namespace Streams.Schemas.Batches;

/// <summary>Writes OTLP's <c>AnyValue</c>: a text as it is, anything else as the JSON it means.</summary>
internal static class OtlpProtobufValue
{
    private const int MostDeep = 32;

    /// <summary>Writes the body of a log record.</summary>
    public static void WriteBody(ReadOnlyMemory<byte> value, ByteBuffer into)
    {
        var kind = new ProtobufReader(value);
        if (kind.TryNext() && kind.Field is 1 or 7 && kind.IsBytes)
        {
            into.Append(kind.Bytes.Span);
            return;
        }

        Write(value, into, 0);
    }

    private static void Write(ReadOnlyMemory<byte> value, ByteBuffer into, int depth)
    {
        var kind = new ProtobufReader(value);
        if (depth > MostDeep || !kind.TryNext())
        {
            into.Append("null"u8);
            return;
        }

        switch (kind.Field)
        {
            case 1 or 7:
                Quote(kind.Bytes.Span, into);
                break;
            case 2:
                into.Append(kind.Number != 0 ? "true"u8 : "false"u8);
                break;
            case 3:
                into.Append(Encoding.ASCII.GetBytes(((long)kind.Number).ToString(CultureInfo.InvariantCulture)));
                break;
            case 4 when double.IsFinite(BitConverter.UInt64BitsToDouble(kind.Number)):
                into.Append(Encoding.ASCII.GetBytes(BitConverter.UInt64BitsToDouble(kind.Number).ToString("R", CultureInfo.InvariantCulture)));
                break;
            case 5:
                Items(kind.Bytes, into, depth, (byte)'[', (byte)']');
                break;
            case 6:
                Items(kind.Bytes, into, depth, (byte)'{', (byte)'}');
                break;
            default:
                into.Append("null"u8);
                break;
        }
    }

    private static void Items(ReadOnlyMemory<byte> list, ByteBuffer into, int depth, byte open, byte close)
    {
        into.Append([open]);
        var items = new ProtobufReader(list);
        var any = false;
        while (items.TryNext())
        {
            if (any)
            {
                into.Append(","u8);
            }

            any = true;
            var value = items.Bytes;
            if (open == '{')
            {
                value = Key(items.Bytes, into);
            }

            Write(value, into, depth + 1);
        }

        into.Append([close]);
    }

    private static ReadOnlyMemory<byte> Key(ReadOnlyMemory<byte> pair, ByteBuffer into)
    {
        var (key, value) = (default(ReadOnlyMemory<byte>), default(ReadOnlyMemory<byte>));
        var parts = new ProtobufReader(pair);
        while (parts.TryNext())
        {
            (key, value) = parts.Field == 1 ? (parts.Bytes, value) : (key, parts.Bytes);
        }

        Quote(key.Span, into);
        into.Append(":"u8);
        return value;
    }

    private static void Quote(ReadOnlySpan<byte> text, ByteBuffer into)
    {
        into.Append("\""u8);
        into.Append(JsonEncodedText.Encode(Encoding.UTF8.GetString(text)).EncodedUtf8Bytes);
        into.Append("\""u8);
    }
}

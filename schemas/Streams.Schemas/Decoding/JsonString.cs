using Streams.Schemas.Json;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Decoding;

/// <summary>A JSON string that holds a line or an object, as the OpenTelemetry Collector's raw encoding and some HTTP bridges write it.</summary>
internal sealed class JsonString : IDecoder
{
    /// <inheritdoc/>
    public string Name => "a JSON string";

    /// <inheritdoc/>
    public byte First => (byte)'"';

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> value)
    {
        var text = value.TrimEnd(" \t\r\n"u8);
        return text.Length > 2 && text[^1] == '"' && End(text) == text.Length - 1;
    }

    /// <inheritdoc/>
    public DeadReason? Decode(ReadOnlyMemory<byte> value, ByteBuffer into, int most, out ReadOnlyMemory<byte> decoded)
    {
        JsonText.Unescape(value.Span.TrimEnd(" \t\r\n"u8)[1..^1], into);
        decoded = into.Memory;
        return null;
    }

    /// <summary>Where the string ends that begins the text.</summary>
    private static int End(ReadOnlySpan<byte> text)
    {
        for (var at = 1; at < text.Length; at++)
        {
            var next = text[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (text[at] == '"')
            {
                return at;
            }

            at++;
        }

        return -1;
    }
}

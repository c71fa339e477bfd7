using System.Buffers.Binary;
using System.Text.Json;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Batches;

/// <summary>
/// The journal's export format (<c>journalctl -o export</c>, <c>systemd-journal-upload</c>): a field a line, or its name, eight bytes of length and its bytes;
/// a blank line ends an entry. Each entry is read as <c>journalctl -o json</c> would write it.
/// </summary>
internal sealed class JournalExport : IBatch
{
    private const int LengthBytes = 8;
    private readonly ByteBuffer _json = new();

    /// <inheritdoc/>
    public string Name => "the journal's export format";

    /// <inheritdoc/>
    public bool Recognises(Element element) => JournalExportText.Begins(element.Body.Span);

    /// <inheritdoc/>
    public DeadReason? Read(Element batch, IElementSink sink)
    {
        var rest = batch.Body;
        while (rest.Span.IndexOfAnyExcept("\r\n"u8) is >= 0 and var start)
        {
            rest = rest[start..];
            if (!TryEntry(rest.Span, out var length))
            {
                sink.Dead(DeadReason.Malformed, "an entry of the journal's export format that ends in the middle of a field", rest);
                return null;
            }

            var element = sink.Next(rest[..length]);
            rest = rest[length..];
            element.Envelope = "journal_export";
            element.Become(element.Keep(_json.Span));
            sink.Take(element);
        }

        return null;
    }

    /// <summary>Writes the entry that begins the text as JSON; false where a field ends too early.</summary>
    private bool TryEntry(ReadOnlySpan<byte> text, out int length)
    {
        _json.Clear();
        length = 0;
        while (length < text.Length)
        {
            var rest = text[length..];
            var end = rest.IndexOf((byte)'\n') is >= 0 and var newline ? newline : rest.Length;
            var line = rest[..end];
            length += Math.Min(end + 1, rest.Length);
            if (line.TrimEnd((byte)'\r').IsEmpty)
            {
                break;
            }

            if (line.IndexOf((byte)'=') is >= 0 and var equals)
            {
                Add(line[..equals], line[(equals + 1)..]);
                continue;
            }

            rest = text[length..];
            if (rest.Length < LengthBytes || BinaryPrimitives.ReadUInt64LittleEndian(rest) is var size && size > (ulong)(rest.Length - LengthBytes))
            {
                return false;
            }

            Add(line, rest.Slice(LengthBytes, (int)size));
            length += Math.Min(LengthBytes + (int)size + 1, rest.Length);
        }

        _json.Append("}"u8);
        return true;
    }

    private void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        _json.Append(_json.Length == 0 ? "{"u8 : ","u8);
        Quote(name);
        _json.Append(":"u8);
        Quote(value);
    }

    private void Quote(ReadOnlySpan<byte> text)
    {
        _json.Append("\""u8);
        _json.Append(JsonEncodedText.Encode(System.Text.Encoding.UTF8.GetString(text)).EncodedUtf8Bytes);
        _json.Append("\""u8);
    }
}

using Streams.Schemas.Envelopes;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Batches;

/// <summary>Several lines in one value: text, or one JSON object a line. Blank lines are no elements.</summary>
internal sealed class TextLines : IBatch
{
    /// <inheritdoc/>
    public string Name => "several lines";

    /// <inheritdoc/>
    public bool Recognises(Element element)
    {
        var text = element.Body.Span;
        var end = text.IndexOf((byte)'\n');
        if (element.IsObject)
        {
            // An object that is printed over several lines goes on behind its first; there are no line ends inside its strings.
            return end >= 0
                && text[..end].TrimEnd(" \t\r"u8) is [.., (byte)'}']
                && text[end..].TrimStart(" \t\r\n"u8) is [not ((byte)',' or (byte)'}' or (byte)']'), ..];
        }

        return end >= 0 && text[end..].IndexOfAnyExcept("\r\n"u8) >= 0 && text[..end].IndexOfAnyExcept(" \t\r"u8) >= 0;
    }

    /// <inheritdoc/>
    public DeadReason? Read(Element batch, IElementSink sink)
    {
        var rest = batch.Body;
        while (!rest.IsEmpty)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (line.Span.IndexOfAnyExcept(" \t\r"u8) >= 0)
            {
                sink.Give(line);
            }
        }

        return null;
    }
}

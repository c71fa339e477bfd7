using Streams.Schemas.Envelopes;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Batches;

/// <summary>Syslog frames with their length in front (RFC 6587): <c>121 &lt;86&gt;1 …</c>, one or several.</summary>
internal sealed class OctetCounted : IBatch
{
    private const int Digits = 6;

    /// <inheritdoc/>
    public string Name => "octet-counted syslog";

    /// <inheritdoc/>
    public bool Recognises(Element element) => TryCount(element.Body.Span, out _, out _);

    /// <inheritdoc/>
    public DeadReason? Read(Element batch, IElementSink sink)
    {
        var rest = batch.Body;
        while (TryCount((rest = rest.TrimStart(" \t\r\n"u8)).Span, out var start, out var length))
        {
            // A frame whose line end was taken off is shorter than it says.
            var frame = rest.Slice(start, Math.Min(length, rest.Length - start));
            rest = rest[(start + frame.Length)..];
            sink.Give(frame);
        }

        if (rest.Span.IndexOfAnyExcept(" \t\r\n"u8) >= 0)
        {
            sink.Dead(DeadReason.Malformed, "no frame with its length in front", rest);
        }

        return null;
    }

    private static bool TryCount(ReadOnlySpan<byte> text, out int start, out int length)
    {
        (start, length) = (0, 0);
        var blank = text.IndexOf((byte)' ');
        if (blank is < 1 or > Digits || blank + 2 > text.Length || text[blank + 1] != '<' || !Words.TryNumber(text[..blank], out var count) || count < 4)
        {
            return false;
        }

        (start, length) = (blank + 1, (int)count);
        return true;
    }
}

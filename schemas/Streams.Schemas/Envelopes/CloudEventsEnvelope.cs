using System.Buffers;
using System.Buffers.Text;
using Streams.Schemas.Json;
using Streams.Schemas.Text;

namespace Streams.Schemas.Envelopes;

/// <summary>CloudEvents 1.0 in structured mode; the data as JSON, as a text, or in base64.</summary>
internal sealed class CloudEventsEnvelope : IEnvelope
{
    private readonly ByteBuffer _data = new();

    /// <inheritdoc/>
    public string Name => "cloudevents";

    /// <inheritdoc/>
    public bool Recognises(Element element) => element.Outline.Has("specversion"u8) && (element.Outline.Has("data"u8) || element.Outline.Has("data_base64"u8));

    /// <inheritdoc/>
    public bool TryOpen(Element element)
    {
        var outline = element.Outline;
        element.Time = EnvelopeTime.Of(outline, outline.Find("time"u8));
        var data = outline.Find("data"u8);
        if (outline.IsArray(data))
        {
            element.Become(outline.Raw(data));
            return true;
        }

        return data == JsonOutline.None ? TryBase64(element, outline.Text("data_base64"u8)) : element.TryBecome(data);
    }

    private bool TryBase64(Element element, ReadOnlySpan<byte> text)
    {
        _data.Clear();
        var room = _data.Reserve(Base64.GetMaxDecodedFromUtf8Length(text.Length));
        if (Base64.DecodeFromUtf8(text, room, out _, out var written) != OperationStatus.Done)
        {
            return false;
        }

        _data.Advance(written);
        element.Become(element.Keep(_data.Span));
        return written > 0;
    }
}

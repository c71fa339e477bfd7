using System.Buffers;
using System.Buffers.Text;
using Streams.Schemas.Text;

namespace Streams.Schemas.Envelopes;

/// <summary>What an envelope carries in base64.</summary>
internal sealed class Base64Text
{
    private readonly ByteBuffer _data = new();

    /// <summary>Makes the decoded bytes the element's body; false where the text is no base64, or of nothing.</summary>
    public bool TryBecome(Element element, ReadOnlySpan<byte> text)
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

using Streams.Schemas.Events;

namespace Streams.Schemas.Envelopes;

/// <summary>The header that a container runtime puts in front of a line: <c>TIME STREAM TAG MESSAGE</c>.</summary>
internal static class CriEnvelope
{
    /// <summary>Takes it off; false where the body has none.</summary>
    public static bool TryOpen(Element element)
    {
        if (!CriLine.TryRead(element.Body.Span, out var cri))
        {
            return false;
        }

        element.HeaderTime = cri.Time;
        element.Continues = cri.Continues;
        element.HasStream = true;
        element.IsCollected = true;
        if (element.Envelope == Element.Bare)
        {
            element.Envelope = "cri";
        }

        element.Origin.Add(Field.Stream, cri.Stream);
        var message = element.Body[cri.MessageStart..];
        message = message.Span is [.., (byte)'\n'] ? message[..^1] : message;
        element.Become(message.Span is [.., (byte)'\r'] && !cri.Continues ? message[..^1] : message);
        return true;
    }
}

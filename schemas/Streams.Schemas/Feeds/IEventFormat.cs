using System.Buffers;

namespace Streams.Schemas.Feeds;

/// <summary>How an event is written for a SIEM.</summary>
public interface IEventFormat
{
    /// <summary>Its name in the configuration, and behind <c>events.</c> its topic's.</summary>
    string Name { get; }

    /// <summary>What a document is, for a person.</summary>
    string Text { get; }

    /// <summary>The media type of a document.</summary>
    string ContentType { get; }

    /// <summary>Writes one document, without a line end in it.</summary>
    void Write(FeedEvent e, IBufferWriter<byte> to);
}

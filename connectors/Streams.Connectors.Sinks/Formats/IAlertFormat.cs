using System.Buffers;
using Streams.Schemas.Alerts;

namespace Streams.Connectors.Sinks.Formats;

/// <summary>How an alert is written for somebody else.</summary>
public interface IAlertFormat
{
    /// <summary>Its name in the configuration.</summary>
    string Name { get; }

    /// <summary>What a document is, for a person.</summary>
    string Text { get; }

    /// <summary>The media type of one document.</summary>
    string ContentType { get; }

    /// <summary>Whether several documents, a line each, may go in one request.</summary>
    bool IsLines { get; }

    /// <summary>Writes one document, without a line end in it.</summary>
    void Write(SinkAlert alert, IBufferWriter<byte> to);
}

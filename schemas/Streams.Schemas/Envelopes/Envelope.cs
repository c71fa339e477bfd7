using Streams.Schemas.Events;

namespace Streams.Schemas.Envelopes;

/// <summary>What a shipper put around a line. Valid until the reader unwraps the next.</summary>
internal struct Envelope()
{
    /// <summary>The line itself, without one trailing newline.</summary>
    public ReadOnlyMemory<byte> Line;

    /// <summary>Whether the envelope held a line at all.</summary>
    public bool HasLine;

    /// <summary>The time the shipper gave, or <see cref="EventTime.None"/>.</summary>
    public long Time = EventTime.None;

    /// <summary>Whether the shipper named the line's stream.</summary>
    public bool HasStream;

    /// <summary>Whether the shipper marked the line as a part whose rest follows (CRI tag <c>P</c>).</summary>
    public bool Continues;
}

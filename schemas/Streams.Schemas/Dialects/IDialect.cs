using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;

namespace Streams.Schemas.Dialects;

/// <summary>One way in which a source's events are written. A file each, and a row in the source's definition.</summary>
internal interface IDialect
{
    /// <summary>Its name in an event's provenance.</summary>
    string Name { get; }

    /// <summary>Whether an object that begins so is most likely the dialect's own, and may be read before anything else is tried.</summary>
    bool Begins(ReadOnlySpan<byte> json) => false;

    /// <summary>
    /// Reads the element's body. Where the answer is <see cref="Reading.None"/>, what was added to the event is forgotten.
    /// The document must be set; times that are better than the envelope's are set here.
    /// </summary>
    Reading Read(Element element, ParsedEvent parsed);
}

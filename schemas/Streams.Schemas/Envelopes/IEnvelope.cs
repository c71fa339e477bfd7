namespace Streams.Schemas.Envelopes;

/// <summary>The object that a kind of shipper puts around a line. A file each, and a row in <see cref="EnvelopeTable"/>.</summary>
internal interface IEnvelope
{
    /// <summary>Its name in an event's provenance.</summary>
    string Name { get; }

    /// <summary>Whether the element's outlined object is such an envelope.</summary>
    bool Recognises(Element element);

    /// <summary>Takes it off: adds what it says of the origin, and makes the body what it held. False, and the element is dead, where it holds nothing.</summary>
    bool TryOpen(Element element);
}

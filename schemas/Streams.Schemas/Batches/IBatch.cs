using Streams.Schemas.Envelopes;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Batches;

/// <summary>One value that holds many elements. A file each, and a row in <see cref="BatchTable"/>.</summary>
internal interface IBatch
{
    /// <summary>Its name, for a person.</summary>
    string Name { get; }

    /// <summary>Whether the element's body is such a batch.</summary>
    bool Recognises(Element element);

    /// <summary>Gives every element to the sink, in order. Null, or why nothing can be read.</summary>
    DeadReason? Read(Element batch, IElementSink sink);
}

using Streams.Schemas.Envelopes;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Batches;

/// <summary>Where the elements of a batch go. Each ends in one call of <see cref="Take"/>, <see cref="Give"/> or <see cref="Dead"/>.</summary>
internal interface IElementSink
{
    /// <summary>An element made ready for the next bytes; a batch that knows more of it says so there.</summary>
    Element Next(ReadOnlyMemory<byte> bytes);

    /// <summary>Parses the element that <see cref="Next"/> gave.</summary>
    void Take(Element element);

    /// <summary>An element as it stands, of which the batch knows no more.</summary>
    void Give(ReadOnlyMemory<byte> bytes);

    /// <summary>An element that is none.</summary>
    void Dead(DeadReason reason, string detail, ReadOnlyMemory<byte> bytes);
}

using Streams.Schemas.Events;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.DeadLetters;

/// <summary>A record that could not be used: the original bytes, and why.</summary>
/// <param name="Source">The parser.</param>
/// <param name="Reason">Why.</param>
/// <param name="Detail">Where and what, for a person.</param>
/// <param name="Provenance">Where it came from.</param>
/// <param name="Index">The item of a list; else 0.</param>
/// <param name="Key">The original key.</param>
/// <param name="Value">The original bytes.</param>
public sealed record DeadLetter(
    EventSource Source,
    DeadReason Reason,
    string Detail,
    Provenance Provenance,
    int Index,
    ReadOnlyMemory<byte> Key,
    ReadOnlyMemory<byte> Value
);

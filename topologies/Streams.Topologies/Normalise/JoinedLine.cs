using Streams.Schemas.Events;
using Streams.Schemas.Parsing;

namespace Streams.Topologies.Normalise;

/// <summary>A whole line, or an orphan.</summary>
/// <param name="Event">The event.</param>
/// <param name="Provenance">The first and last of its parts.</param>
/// <param name="Record">What stands for the record: its append time.</param>
internal sealed record JoinedLine(ParsedEvent Event, Provenance Provenance, RawRecord Record);

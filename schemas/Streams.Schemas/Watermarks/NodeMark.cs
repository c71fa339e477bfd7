using Streams.Schemas.Events;

namespace Streams.Schemas.Watermarks;

/// <summary>What one origin has heard of one node.</summary>
/// <param name="Node">The node; empty where the source names none.</param>
/// <param name="Highest">The highest event time, capped at append time + skew.</param>
/// <param name="LastAppend">The append time of its last record.</param>
/// <param name="Segments">Its segments that changed since the last vector, in order.</param>
public sealed record NodeMark(string Node, Timestamp Highest, Timestamp LastAppend, IReadOnlyList<Segment> Segments);

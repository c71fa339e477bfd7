using Streams.Schemas.Events;

namespace Streams.Topologies.Time;

/// <summary>How far one node has come.</summary>
/// <param name="Highest">Its highest event time.</param>
/// <param name="LastAppend">The append time of its last record.</param>
public readonly record struct NodeHeight(Timestamp Highest, Timestamp LastAppend);

using Streams.Schemas.Events;

namespace Streams.Schemas.Watermarks;

/// <summary>How far one raw partition has been processed.</summary>
/// <param name="Source">Its source.</param>
/// <param name="Origin"><c>topic-partition</c>.</param>
/// <param name="Frontier">Every record appended before this time has been processed.</param>
/// <param name="Nodes">The nodes heard of; those that did not change may be left out.</param>
public sealed record OriginMark(EventSource Source, string Origin, Timestamp Frontier, IReadOnlyList<NodeMark> Nodes);

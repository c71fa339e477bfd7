using Streams.Schemas.Events;

namespace Streams.Connectors.Simulation;

/// <summary>A line as its shipper would send it; lines come in the order of their times.</summary>
/// <param name="Source">Its source.</param>
/// <param name="Time">When it was written.</param>
/// <param name="Text">The line without its end.</param>
public readonly record struct SimulatedLine(EventSource Source, DateTimeOffset Time, string Text);

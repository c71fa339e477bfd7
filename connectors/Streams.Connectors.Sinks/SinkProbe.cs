namespace Streams.Connectors.Sinks;

/// <summary>A harmless look at a server of a sink, for the doctor.</summary>
/// <param name="Address">What is looked at, without secrets.</param>
/// <param name="LookAsync">Null where it answers as it should; else what it said. Throws where it cannot be reached.</param>
public sealed record SinkProbe(string Address, Func<CancellationToken, Task<string?>> LookAsync);

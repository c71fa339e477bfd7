namespace Streams.Engine.TestHost.Windows;

/// <summary>A session: records of a key none of which is further than the gap from the next.</summary>
/// <param name="First">The least event time.</param>
/// <param name="Last">The greatest event time.</param>
/// <param name="Value">The aggregate.</param>
public sealed record Session<TValue>(long First, long Last, TValue Value);

namespace Streams.Engine.TestHost.Windows;

/// <summary>A stretch of event time: <paramref name="Start"/> within, <paramref name="End"/> not. Any unit, the same throughout.</summary>
/// <param name="Start">The first moment in it.</param>
/// <param name="End">The first moment behind it.</param>
public readonly record struct Window(long Start, long End);

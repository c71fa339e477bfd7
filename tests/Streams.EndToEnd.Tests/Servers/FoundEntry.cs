namespace Streams.EndToEnd.Tests.Servers;

/// <summary>An entry as Loki's query API gives it.</summary>
/// <param name="Time">Nanoseconds since the epoch.</param>
/// <param name="Labels">Its labels and structured metadata, in one.</param>
/// <param name="Line">The line.</param>
public sealed record FoundEntry(long Time, IReadOnlyDictionary<string, string> Labels, string Line);

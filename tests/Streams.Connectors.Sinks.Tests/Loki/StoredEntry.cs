namespace Streams.Connectors.Sinks.Tests.Loki;

/// <summary>An entry as the double stored it.</summary>
internal sealed record StoredEntry(string Labels, long Time, string Line, string Metadata);

using Streams.Schemas.Feeds;

namespace Streams.Topologies.Normalise.Feeds;

/// <summary>An event's document for one feed.</summary>
/// <param name="Format">Its format.</param>
/// <param name="Document">The document.</param>
/// <param name="Level">The level of the severest rule that the event matched; empty: none.</param>
/// <param name="Rules">The ids of the rules it matched.</param>
public sealed record FeedRecord(IEventFormat Format, byte[] Document, string Level, IReadOnlyList<string> Rules);

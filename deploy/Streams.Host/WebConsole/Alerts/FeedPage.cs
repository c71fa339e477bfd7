namespace Streams.Host.WebConsole.Alerts;

/// <summary>A part of the feed.</summary>
/// <param name="Entries">Least recently changed first.</param>
/// <param name="Before">Where the next, older part ends; null where there is none.</param>
internal sealed record FeedPage(IReadOnlyList<FeedEntry> Entries, long? Before);

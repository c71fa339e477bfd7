namespace Streams.Connectors.Sinks.Tests.Servers;

/// <summary>One alert of a notification.</summary>
/// <param name="Status"><c>firing</c> or <c>resolved</c>.</param>
/// <param name="Labels">Its labels.</param>
public sealed record SeenNotification(string Status, IReadOnlyDictionary<string, string> Labels);

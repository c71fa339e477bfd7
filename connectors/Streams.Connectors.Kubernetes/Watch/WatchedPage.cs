namespace Streams.Connectors.Kubernetes.Watch;

/// <summary>A page of a list.</summary>
/// <param name="Items">The objects.</param>
/// <param name="Version">The version of the whole list, from which a watch goes on.</param>
/// <param name="Next">Asks for the next page; null: this was the last.</param>
public sealed record WatchedPage<T>(IReadOnlyList<T> Items, string Version, string? Next);

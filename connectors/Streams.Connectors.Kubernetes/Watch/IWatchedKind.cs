using k8s;

namespace Streams.Connectors.Kubernetes.Watch;

/// <summary>A kind of objects that an API server lists and watches.</summary>
public interface IWatchedKind<T>
{
    /// <summary>A page of all objects; <paramref name="next"/> is null for the first.</summary>
    Task<WatchedPage<T>> ListAsync(string? next, CancellationToken cancel);

    /// <summary>The changes behind a version, until the server ends the watch.</summary>
    /// <param name="version">The version.</param>
    /// <param name="leftOut">Told of a change that cannot be read; the others go on.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="KubernetesException">The server ends the watch with a status: 410 where it no longer knows the version.</exception>
    IAsyncEnumerable<(WatchEventType Type, T Item)> WatchAsync(string version, Action<string> leftOut, CancellationToken cancel);
}

namespace Streams.Connectors.Kubernetes.Watch;

/// <summary>Takes what a list and a watch tell, one call at a time.</summary>
public interface IWatchReader<in T>
{
    /// <summary>A page of a list.</summary>
    Task ListedAsync(IReadOnlyList<T> items, CancellationToken cancel);

    /// <summary>The list is whole: what it did not name is no longer there.</summary>
    /// <param name="begun">When it was asked for.</param>
    /// <param name="cancel">Gives up.</param>
    Task ListEndedAsync(DateTimeOffset begun, CancellationToken cancel);

    /// <summary>An object was made or changed.</summary>
    Task ChangedAsync(T item, CancellationToken cancel);

    /// <summary>An object is gone.</summary>
    Task GoneAsync(T item, CancellationToken cancel);
}

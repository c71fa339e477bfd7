using System.Runtime.ExceptionServices;
using System.Text.Json;
using k8s;
using k8s.Models;

namespace Streams.Connectors.Kubernetes.Watch;

/// <summary>The pods of a cluster.</summary>
public sealed class WatchedPods(IKubernetes server, int pageSize) : IWatchedKind<V1Pod>
{
    /// <summary>The server ends a watch after this time, so that one whose connection is dead without a word does not wait for ever.</summary>
    private const int WatchSeconds = 290;

    /// <inheritdoc/>
    public async Task<WatchedPage<V1Pod>> ListAsync(string? next, CancellationToken cancel)
    {
        var list = await server.CoreV1.ListPodForAllNamespacesAsync(limit: pageSize, continueParameter: next, cancellationToken: cancel).ConfigureAwait(false);
        return new WatchedPage<V1Pod>([.. list.Items], list.ResourceVersion(), string.IsNullOrEmpty(list.Continue()) ? null : list.Continue());
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<(WatchEventType Type, V1Pod Item)> WatchAsync(string version, Action<string> leftOut, CancellationToken cancel) =>
        server.CoreV1.WatchListPodForAllNamespacesAsync(
            allowWatchBookmarks: true,
            resourceVersion: version,
            timeoutSeconds: WatchSeconds,
            onError: e => Decide(e, leftOut),
            cancellationToken: cancel
        );

    /// <summary>The client goes on behind whatever it could not read: right for one change, wrong for a connection that is gone and a watch that the server ended.</summary>
    private static void Decide(Exception e, Action<string> leftOut)
    {
        if (e is JsonException or FormatException)
        {
            leftOut($"a change of a pod cannot be read and is left out: {e.Message}");
        }
        else
        {
            ExceptionDispatchInfo.Throw(e);
        }
    }
}

using System.Net;
using System.Text.Json;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Streams.Connectors.Kubernetes.Watch;

/// <summary>
/// Lists the objects of a kind and then follows their changes for ever: it asks again from the last version that it heard of (bookmarks carry it on where nothing changes),
/// and lists anew only where the server no longer knows that version.
/// </summary>
/// <param name="kind">What is listed and watched.</param>
/// <param name="reader">Who is told.</param>
/// <param name="time">The clock of pauses.</param>
/// <param name="tell">Told of trouble, and of its end (null).</param>
public sealed class ObjectWatch<T>(IWatchedKind<T> kind, IWatchReader<T> reader, TimeProvider time, Action<string?> tell)
    where T : class, IMetadata<V1ObjectMeta>
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private string? _version;
    private TimeSpan _pause = ShortestPause;

    /// <summary>Lists and watches until it is cancelled.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                if (_version is null)
                {
                    await ListAsync(cancel).ConfigureAwait(false);
                }

                await FollowAsync(_version!, cancel).ConfigureAwait(false); // the list set it
            }
            catch (Exception e) when (IsAway(e) && !cancel.IsCancellationRequested)
            {
                if (IsExpired(e))
                {
                    _version = null;
                }
                else
                {
                    tell(Reason(e));
                }

                await Task.Delay(_pause, time, cancel).ConfigureAwait(false);
                _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
            }
        }
    }

    private async Task ListAsync(CancellationToken cancel)
    {
        var begun = time.GetUtcNow();
        string? next = null;
        WatchedPage<T> page;
        do
        {
            page = await kind.ListAsync(next, cancel).ConfigureAwait(false);
            await reader.ListedAsync(page.Items, cancel).ConfigureAwait(false);
            next = page.Next;
        } while (next is not null);

        await reader.ListEndedAsync(begun, cancel).ConfigureAwait(false);
        _version = page.Version;
        tell(null);
    }

    private async Task FollowAsync(string version, CancellationToken cancel)
    {
        await foreach (var (type, item) in kind.WatchAsync(version, tell, cancel).ConfigureAwait(false))
        {
            switch (type)
            {
                case WatchEventType.Added or WatchEventType.Modified:
                    await reader.ChangedAsync(item, cancel).ConfigureAwait(false);
                    break;
                case WatchEventType.Deleted:
                    await reader.GoneAsync(item, cancel).ConfigureAwait(false);
                    break;
            }

            _version = item.Metadata?.ResourceVersion ?? _version;
            _pause = ShortestPause;
            tell(null);
        }
    }

    private static bool IsAway(Exception e) =>
        e is HttpRequestException or HttpOperationException or KubernetesException or IOException or JsonException or OperationCanceledException;

    /// <summary>Whether the server no longer knows the version, or the place in a list.</summary>
    private static bool IsExpired(Exception e) =>
        e is KubernetesException { Status.Code: (int)HttpStatusCode.Gone } or HttpOperationException { Response.StatusCode: HttpStatusCode.Gone };

    private static string Reason(Exception e) =>
        e switch
        {
            HttpOperationException { Response: { } response } => $"the API server answers {(int)response.StatusCode}: {OfStatus(response.Content)}",
            OperationCanceledException => "the API server does not answer in time",
            _ => e.InnerException is { } inner ? $"{e.Message} ({inner.Message})" : e.Message,
        };

    /// <summary>The message of a status object; what is none, as it is.</summary>
    private static string OfStatus(string body)
    {
        try
        {
            return KubernetesJson.Deserialize<V1Status>(body)?.Message ?? body;
        }
        catch (JsonException)
        {
            return body;
        }
    }
}

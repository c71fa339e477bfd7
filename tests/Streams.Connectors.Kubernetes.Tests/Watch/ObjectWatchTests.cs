using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;
using Streams.Connectors.Kubernetes.Watch;

namespace Streams.Connectors.Kubernetes.Tests.Watch;

public sealed class ObjectWatchTests
{
    [Fact]
    public async Task A_list_of_several_pages_is_followed_from_its_version()
    {
        var kind = new ScriptedKind();
        kind.Lists.Enqueue(() => new WatchedPage<V1Pod>([Pod("a", "1")], "7", "next"));
        kind.Lists.Enqueue(() => new WatchedPage<V1Pod>([Pod("b", "2")], "7", null));
        kind.Watches.Enqueue([() => (WatchEventType.Added, Pod("c", "8")), () => (WatchEventType.Deleted, Pod("a", "9"))]);

        await kind.RunAsync();

        Assert.Equal(["list a", "list b", "whole", "changed c", "gone a"], kind.Told);
        Assert.Equal(["list", "list next", "watch 7", "watch 9"], kind.Asked);
    }

    [Fact]
    public async Task A_bookmark_carries_the_version_on_and_tells_nobody()
    {
        var kind = new ScriptedKind();
        kind.Lists.Enqueue(() => new WatchedPage<V1Pod>([], "7", null));
        kind.Watches.Enqueue([() => (WatchEventType.Bookmark, Pod("", "40"))]);

        await kind.RunAsync();

        Assert.Equal(["whole"], kind.Told);
        Assert.Equal(["list", "watch 7", "watch 40"], kind.Asked);
    }

    [Fact]
    public async Task A_version_that_the_server_forgot_is_listed_anew()
    {
        var kind = new ScriptedKind();
        kind.Lists.Enqueue(() => new WatchedPage<V1Pod>([Pod("a", "1")], "7", null));
        kind.Watches.Enqueue([() => throw new KubernetesException(new V1Status { Code = (int)HttpStatusCode.Gone, Message = "too old resource version" })]);
        kind.Lists.Enqueue(() => new WatchedPage<V1Pod>([Pod("b", "90")], "91", null));

        await kind.RunAsync();

        Assert.Equal(["list a", "whole", "list b", "whole"], kind.Told);
        Assert.Equal(["list", "watch 7", "list", "watch 91"], kind.Asked);
        Assert.DoesNotContain(kind.Trouble, t => t is not null);
    }

    [Fact]
    public async Task A_server_that_is_away_is_told_and_the_watch_goes_on_where_it_was()
    {
        var kind = new ScriptedKind();
        kind.Lists.Enqueue(() => throw new HttpRequestException("Connection refused"));
        kind.Lists.Enqueue(() =>
            throw new HttpOperationException
            {
                Response = new HttpResponseMessageWrapper(new HttpResponseMessage(HttpStatusCode.Forbidden), """{"message":"pods is forbidden"}"""),
            }
        );
        kind.Lists.Enqueue(() => new WatchedPage<V1Pod>([], "7", null));
        kind.Watches.Enqueue([() => (WatchEventType.Added, Pod("a", "8")), () => throw new IOException("reset")]);

        await kind.RunAsync();

        Assert.Equal(["Connection refused", "the API server answers 403: pods is forbidden", "reset"], kind.Trouble.Where(t => t is not null));
        Assert.Equal(["list", "list", "list", "watch 7", "watch 8"], kind.Asked);
    }

    private static V1Pod Pod(string name, string version) =>
        new()
        {
            Metadata = new V1ObjectMeta { Name = name, ResourceVersion = version },
        };

    /// <summary>Answers what was written down for it, then ends the watch that asks.</summary>
    private sealed class ScriptedKind : IWatchedKind<V1Pod>, IWatchReader<V1Pod>
    {
        private readonly CancellationTokenSource _end = new();

        public Queue<Func<WatchedPage<V1Pod>>> Lists { get; } = [];

        public Queue<Func<(WatchEventType, V1Pod)>[]> Watches { get; } = [];

        public List<string> Asked { get; } = [];

        public List<string> Told { get; } = [];

        public List<string?> Trouble { get; } = [];

        public Task RunAsync() =>
            Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ObjectWatch<V1Pod>(this, this, new NoPauses(), Trouble.Add).RunAsync(_end.Token));

        public Task<WatchedPage<V1Pod>> ListAsync(string? next, CancellationToken cancel)
        {
            Asked.Add($"list {next}".TrimEnd());
            return Task.FromResult(Lists.Dequeue()());
        }

        public async IAsyncEnumerable<(WatchEventType Type, V1Pod Item)> WatchAsync(
            string version,
            Action<string> leftOut,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel
        )
        {
            Asked.Add($"watch {version}");
            if (!Watches.TryDequeue(out var changes))
            {
                await _end.CancelAsync();
                cancel.ThrowIfCancellationRequested();
                yield break;
            }

            foreach (var change in changes)
            {
                yield return change();
            }
        }

        public Task ListedAsync(IReadOnlyList<V1Pod> items, CancellationToken cancel)
        {
            Told.AddRange(items.Select(i => $"list {i.Metadata.Name}"));
            return Task.CompletedTask;
        }

        public Task ListEndedAsync(DateTimeOffset begun, CancellationToken cancel)
        {
            Told.Add("whole");
            return Task.CompletedTask;
        }

        public Task ChangedAsync(V1Pod item, CancellationToken cancel)
        {
            Told.Add($"changed {item.Metadata.Name}");
            return Task.CompletedTask;
        }

        public Task GoneAsync(V1Pod item, CancellationToken cancel)
        {
            Told.Add($"gone {item.Metadata.Name}");
            return Task.CompletedTask;
        }
    }

    /// <summary>A clock whose pauses are over at once.</summary>
    private sealed class NoPauses : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.Zero : dueTime, period);
    }
}

using System.Collections.Concurrent;
using k8s.Models;
using Streams.Connectors.Kubernetes.Watch;
using Streams.EndToEnd.Tests.Support;
using Streams.Host.Running.Kubernetes;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Topologies.Entities;

namespace Streams.EndToEnd.Tests.Servers;

/// <summary>Pods of a real API server, with simulated nodes in the place of kubelets.</summary>
public sealed class PodWatchTests : IDisposable
{
    private readonly ServerScript _kubernetes = ServerScript.UpOrSkip("kubernetes", "--nodes", "1");
    private readonly EntityTable _table = new([]);
    private readonly Published _published = new();
    private readonly CancellationTokenSource _stop = new();

    [Fact]
    public async Task Pods_that_were_there_that_come_and_that_go_are_known_also_over_a_restart_of_the_server()
    {
        Kubectl("create", "namespace", "shop");
        Run("before");
        using var server = ApiServer.Connect(new KubernetesOptions { Watch = true, Kubeconfig = _kubernetes["KUBECONFIG"] });
        var learner = new PodLearner(_table, _published, TimeProvider.System);
        var watching = new ObjectWatch<V1Pod>(new WatchedPods(server, pageSize: 1), learner, TimeProvider.System, static _ => { }).RunAsync(_stop.Token);

        var before = await AddressOfAsync("before");
        Assert.Equal("shop/before", Known(before));

        Run("after");
        Assert.Equal("shop/after", Known(await AddressOfAsync("after")));

        Kubectl("delete", "pod", "before", "-n", "shop", "--wait=true");
        await _published.UntilAsync(f => f is { Pod: "before", Ended: true });

        _kubernetes.Stop();
        _kubernetes.Start();
        Run("later");
        Assert.Equal("shop/later", Known(await AddressOfAsync("later")));
        Assert.False(watching.IsCompleted);
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    public void Dispose()
    {
        _kubernetes.Dispose();
        _stop.Dispose();
    }

    private async Task<string> AddressOfAsync(string pod) => (await _published.UntilAsync(f => f.Pod == pod && f.Ips.Count > 0)).Ips[0];

    private string? Known(string address) =>
        _table.Find(address, new Timestamp((DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * 100)) is { } pod ? $"{pod.Namespace}/{pod.Name}" : null;

    private void Run(string pod) => Kubectl("run", pod, "--image=nothing", "-n", "shop");

    private void Kubectl(params string[] arguments)
    {
        var (code, output) = SharedTools.Run("/bin/bash", [_kubernetes.Script, "kubectl", _kubernetes.Directory, .. arguments]);
        Assert.True(code == 0, output);
    }

    private sealed class Published : IFactPublisher
    {
        private readonly BlockingCollection<EntityFact> _facts = [];

        public Task PublishAsync(IReadOnlyList<EntityFact> facts, CancellationToken cancel)
        {
            foreach (var fact in facts)
            {
                _facts.Add(fact, cancel);
            }

            return Task.CompletedTask;
        }

        /// <summary>The next fact that is asked for; those before it are passed over.</summary>
        public Task<EntityFact> UntilAsync(Func<EntityFact, bool> asked) =>
            Task.Run(() =>
            {
                using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
                return _facts.GetConsumingEnumerable(patience.Token).First(asked);
            });
    }
}

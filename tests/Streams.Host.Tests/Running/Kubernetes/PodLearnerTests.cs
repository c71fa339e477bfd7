using k8s.Models;
using Streams.Host.Running.Kubernetes;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Topologies.Entities;

namespace Streams.Host.Tests.Running.Kubernetes;

public sealed class PodLearnerTests
{
    private readonly EntityTable _table = new([]);
    private readonly Published _published = new();
    private readonly PodLearner _learner;

    public PodLearnerTests() => _learner = new PodLearner(_table, _published, TimeProvider.System);

    [Fact]
    public async Task What_is_new_is_known_and_told_once()
    {
        await _learner.ListedAsync([Pod("a", "10.0.0.1")], default);
        var told = _published.Facts.Count;
        await _learner.ChangedAsync(Pod("a", "10.0.0.1"), default);

        Assert.Equal("a", _table.Find("10.0.0.1", Now())?.Name);
        Assert.True(told > 0);
        Assert.Equal(told, _published.Facts.Count);
    }

    [Fact]
    public async Task A_pod_that_a_whole_list_does_not_name_has_ended_and_one_that_only_a_shipper_named_is_left_alone()
    {
        await _learner.ListedAsync([Pod("a", "10.0.0.1"), Pod("b", "10.0.0.2")], default);
        await _learner.ListEndedAsync(DateTimeOffset.UtcNow, default);
        _table.Learn(
            new EntityFact
            {
                ValidFrom = Now(),
                Rank = FactRank.Shipped,
                Namespace = "n",
                Pod = "c",
                PodUid = "uid-c",
                Ips = ["10.0.0.3"],
            }
        );
        await _learner.ListedAsync([Pod("b", "10.0.0.2")], default);
        await _learner.ListEndedAsync(DateTimeOffset.UtcNow, default);

        var ended = Assert.Single(_published.Facts, f => f.Ended);
        Assert.Equal(("a", "uid-a"), (ended.Pod, ended.PodUid));
    }

    [Fact]
    public async Task A_pod_that_is_gone_has_ended()
    {
        await _learner.ChangedAsync(Pod("a", "10.0.0.1"), default);
        await _learner.GoneAsync(Pod("a", "10.0.0.1"), default);

        Assert.True(_published.Facts[^1].Ended);
        Assert.Null(_table.Find("10.0.0.1", Now() + 3_600_000_000_000));
    }

    private static Timestamp Now() => new Timestamp((DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * 100);

    private static V1Pod Pod(string name, string address) =>
        new()
        {
            Metadata = new V1ObjectMeta
            {
                Name = name,
                NamespaceProperty = "n",
                Uid = $"uid-{name}",
                CreationTimestamp = DateTime.UtcNow.AddMinutes(-10),
            },
            Status = new V1PodStatus { PodIP = address, StartTime = DateTime.UtcNow.AddMinutes(-9) },
        };

    private sealed class Published : IFactPublisher
    {
        public List<EntityFact> Facts { get; } = [];

        public Task PublishAsync(IReadOnlyList<EntityFact> facts, CancellationToken cancel)
        {
            Facts.AddRange(facts);
            return Task.CompletedTask;
        }
    }
}

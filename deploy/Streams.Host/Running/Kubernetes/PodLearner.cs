using k8s.Models;
using Streams.Connectors.Kubernetes.Watch;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Topologies.Entities;

namespace Streams.Host.Running.Kubernetes;

/// <summary>Takes into the table what the API server tells of pods, and publishes what was new there: every process of the installation may watch, each fact is told once or a few times.</summary>
internal sealed class PodLearner(EntityTable table, IFactPublisher publisher, TimeProvider time) : IWatchReader<V1Pod>
{
    private readonly HashSet<string> _listed = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task ListedAsync(IReadOnlyList<V1Pod> items, CancellationToken cancel)
    {
        foreach (var pod in items)
        {
            if (pod.Metadata?.Uid is { } uid)
            {
                _listed.Add(uid);
            }
        }

        var now = Now();
        return LearnAsync(items.SelectMany(pod => PodFacts.Of(pod, now)), cancel);
    }

    /// <inheritdoc/>
    public async Task ListEndedAsync(DateTimeOffset begun, CancellationToken cancel)
    {
        await LearnAsync(table.EndsOfAbsent(_listed, Timestamp.From(begun)), cancel).ConfigureAwait(false);
        _listed.Clear();
        _listed.TrimExcess();
    }

    /// <inheritdoc/>
    public Task ChangedAsync(V1Pod item, CancellationToken cancel) => LearnAsync(PodFacts.Of(item, Now()), cancel);

    /// <inheritdoc/>
    public Task GoneAsync(V1Pod item, CancellationToken cancel) => PodFacts.OfGone(item, Now()) is { } end ? LearnAsync([end], cancel) : Task.CompletedTask;

    private Task LearnAsync(IEnumerable<EntityFact> facts, CancellationToken cancel)
    {
        List<EntityFact> news = [.. facts.Where(table.Learn)];
        return news.Count == 0 ? Task.CompletedTask : publisher.PublishAsync(news, cancel);
    }

    private Timestamp Now() => Timestamp.From(time.GetUtcNow());
}

using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Streams.Connectors.Kafka.Reading;
using Streams.Host.Configuration;
using Streams.Host.Kafka;

namespace Streams.Host.StateCopies;

/// <summary>What Kafka knows of an installation: who runs, how far its groups are, what its topics hold.</summary>
internal sealed class Installation(KafkaOptions options) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly IAdminClient _admin = KafkaClients.Admin(options);

    /// <summary>What the names of its sinks' consumer groups begin with.</summary>
    private string SinkPrefix => $"{options.ApplicationPrefix}-sink-";

    /// <summary>The consumer group of a sink.</summary>
    public string GroupOf(string sink) => SinkPrefix + sink;

    /// <summary>Its sinks that ever delivered.</summary>
    public IReadOnlyList<string> Sinks() =>
        [.. _admin.ListGroups(Patience).Where(g => g.Group.StartsWith(SinkPrefix, StringComparison.Ordinal)).Select(g => g.Group[SinkPrefix.Length..])];

    /// <summary>The Kafka cluster's id.</summary>
    public async Task<string> ClusterAsync() => (await _admin.DescribeClusterAsync().ConfigureAwait(false)).ClusterId ?? "";

    /// <summary>Its groups that have members; one that has just ended stays a member for as long as a process may give no sign, which is waited for.</summary>
    /// <remarks>Asked by the older call, as <see cref="Running.OtherInstallations"/> says.</remarks>
    public async Task<IReadOnlyList<string>> RunningAsync(CancellationToken cancel)
    {
        var stages = StageInput.All(options).Select(i => i.Group(options)).ToHashSet(StringComparer.Ordinal);
        for (var patience = new Deadline(options.SessionTimeout + Patience); ; await Task.Delay(Pause, cancel).ConfigureAwait(false))
        {
            string[] running =
            [
                .. _admin
                    .ListGroups(Patience)
                    .Where(g => g.Members.Count > 0 && (stages.Contains(g.Group) || g.Group.StartsWith(SinkPrefix, StringComparison.Ordinal)))
                    .Select(g => g.Group),
            ];
            if (running.Length == 0 || patience.IsOver)
            {
                return running;
            }
        }
    }

    /// <summary>How many partitions each topic has; one that does not exist is not in it.</summary>
    public IReadOnlyDictionary<string, int> Partitions() =>
        _admin.GetMetadata(Patience).Topics.Where(t => t.Partitions.Count > 0).ToDictionary(t => t.Topic, t => t.Partitions.Count, StringComparer.Ordinal);

    /// <summary>Where a group goes on in a topic, by partition; what it has not committed is not in it.</summary>
    /// <remarks>Asked as a consumer does: the administrator's call ends the process, now and then, where a broker does not know its groups yet.</remarks>
    public Task<IReadOnlyDictionary<int, long>> CommittedAsync(string group, string topic, int partitions) =>
        UntilLoadedAsync<IReadOnlyDictionary<int, long>>(() =>
        {
            using var consumer = KafkaClients.Consumer(options, group);
            return consumer
                .Committed(PartitionsOf(topic, partitions), Patience)
                .Where(p => p.Offset.Value >= 0)
                .ToDictionary(p => p.Partition.Value, p => p.Offset.Value);
        });

    /// <summary>Has a group go on at offsets of a topic.</summary>
    public Task CommitAsync(string group, string topic, IReadOnlyDictionary<int, long> offsets) =>
        UntilLoadedAsync(() =>
        {
            using var consumer = KafkaClients.Consumer(options, group);
            consumer.Commit(offsets.Select(o => new TopicPartitionOffset(topic, o.Key, o.Value)));
            return true;
        });

    /// <summary>Where a topic's partitions begin and end, transactions that are open included.</summary>
    public async Task<IReadOnlyDictionary<int, (long First, long End)>> BoundsAsync(string topic, int partitions)
    {
        var firsts = await OffsetsAsync(topic, partitions, OffsetSpec.Earliest(), IsolationLevel.ReadUncommitted).ConfigureAwait(false);
        var ends = await OffsetsAsync(topic, partitions, OffsetSpec.Latest(), IsolationLevel.ReadUncommitted).ConfigureAwait(false);
        return ends.ToDictionary(e => e.Key, e => (firsts[e.Key], e.Value));
    }

    /// <summary>Waits until no transaction is open in a topic: one that a killed process left is ended by the brokers.</summary>
    /// <exception cref="EnvironmentException">One stays open.</exception>
    public async Task SettleAsync(string topic, int partitions, CancellationToken cancel)
    {
        for (var patience = new Deadline(options.TransactionTimeout + Patience); ; await Task.Delay(Pause, cancel).ConfigureAwait(false))
        {
            var stable = await OffsetsAsync(topic, partitions, OffsetSpec.Latest(), IsolationLevel.ReadCommitted).ConfigureAwait(false);
            var all = await OffsetsAsync(topic, partitions, OffsetSpec.Latest(), IsolationLevel.ReadUncommitted).ConfigureAwait(false);
            if (stable.All(s => s.Value == all[s.Key]))
            {
                return;
            }

            if (patience.IsOver)
            {
                throw new EnvironmentException($"{topic}: a transaction stays open; mend: see that nothing writes into it, and call again");
            }
        }
    }

    /// <summary>Reads a topic from its beginning, or from offsets, to its end.</summary>
    public TopicReader Read(string topic, IReadOnlyDictionary<int, long>? from = null) =>
        new(
            options.Reader("state-copy", topic) with
            {
                Offsets = (from ?? new Dictionary<int, long>()).ToDictionary(o => (topic, o.Key), o => o.Value),
                Seals = null, // what is copied stays as it was written
            }
        );

    public void Dispose() => _admin.Dispose();

    /// <summary>A broker that has just begun does not know its groups yet, and is asked again.</summary>
    private static async Task<T> UntilLoadedAsync<T>(Func<T> ask)
    {
        for (var patience = new Deadline(Patience); ; await Task.Delay(Pause).ConfigureAwait(false))
        {
            try
            {
                return await Task.Run(ask).ConfigureAwait(false);
            }
            catch (KafkaException) when (!patience.IsOver)
            {
                // not yet
            }
        }
    }

    private static IEnumerable<TopicPartition> PartitionsOf(string topic, int partitions) =>
        Enumerable.Range(0, partitions).Select(p => new TopicPartition(topic, p));

    private async Task<Dictionary<int, long>> OffsetsAsync(string topic, int partitions, OffsetSpec which, IsolationLevel isolation)
    {
        var asked = PartitionsOf(topic, partitions).Select(p => new TopicPartitionOffsetSpec { TopicPartition = p, OffsetSpec = which });
        var answer = await _admin
            .ListOffsetsAsync(asked, new ListOffsetsOptions { IsolationLevel = isolation, RequestTimeout = Patience })
            .ConfigureAwait(false);
        return answer.ResultInfos.ToDictionary(
            r => r.TopicPartitionOffsetError.Partition.Value,
            r =>
                r.TopicPartitionOffsetError is { Error.IsError: true } failed
                    ? throw new KafkaException(failed.Error)
                    : r.TopicPartitionOffsetError.Offset.Value
        );
    }
}

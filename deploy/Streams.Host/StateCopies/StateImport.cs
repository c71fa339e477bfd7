using Streams.Connectors.Kafka.Publishing;
using Streams.Engine.Hosting;
using Streams.Engine.Topics;
using Streams.Host.Configuration;
using Streams.Host.Running;
using Streams.Topologies.Repartition;

namespace Streams.Host.StateCopies;

/// <summary>Gives a copy to an installation that has nothing yet: it goes on where the copied one ended, and opens no alert again.</summary>
internal sealed class StateImport(StreamsOptions options, CopyFolder folder, RawStart raw)
{
    /// <summary>Checks everything, then writes.</summary>
    /// <exception cref="EnvironmentException">Something stands in the way; nothing was written.</exception>
    public async Task<CopyManifest> RunAsync(CancellationToken cancel)
    {
        var copy = folder.Open();
        using var installation = new Installation(options.Kafka);
        var inputs = StageInput.All(options.Kafka);
        var errors = await new ImportCheck(options.Kafka, installation, raw).FindAsync(copy, inputs, installation.Partitions(), cancel).ConfigureAwait(false);
        if (errors.Count > 0)
        {
            throw new EnvironmentException("nothing was imported:" + string.Concat(errors.Select(e => $"{Environment.NewLine}  {e}")));
        }

        await CreateAsync(copy, inputs, cancel).ConfigureAwait(false);
        using var producer = new RawProducer(
            new RawProducerOptions
            {
                BootstrapServers = options.Kafka.Bootstrap,
                ClientProperties = options.Kafka.Properties,
                Seals = options.Kafka.Seals,
            }
        );
        var topics = KeptTopics.All(options.Kafka).ToDictionary(t => t.Name, t => t.Topic, StringComparer.Ordinal);
        foreach (var one in copy.Topics)
        {
            await PublishAsync(producer, topics[one.Topic], one.Partition, one.Records, cancel).ConfigureAwait(false);
        }

        var divided = await DivideAsync(copy, inputs, installation, producer, cancel).ConfigureAwait(false);
        foreach (var stage in copy.Stages.Where(s => !divided.Contains(s.Stage)))
        {
            var input = inputs.Single(i => i.Input == stage.Input);
            if (stage.Waiting is { } waiting)
            {
                await PublishAsync(producer, input.Topic, stage.Partition, waiting, cancel).ConfigureAwait(false);
            }

            await PublishAsync(producer, input.Changelog(options.Kafka), stage.Partition, stage.State, cancel).ConfigureAwait(false);
        }

        await producer.FlushAsync(cancel).ConfigureAwait(false);
        await GoOnAsync(copy, inputs, installation).ConfigureAwait(false);
        return copy;
    }

    /// <summary>Where there are to be more or fewer partitions of observations or signals, what B or C keeps is divided anew.</summary>
    /// <returns>The stages that need not be imported any more.</returns>
    private async Task<IReadOnlySet<string>> DivideAsync(
        CopyManifest copy,
        IReadOnlyList<StageInput> inputs,
        Installation installation,
        RawProducer producer,
        CancellationToken cancel
    )
    {
        var partitions = installation.Partitions();
        var divided = new HashSet<string>(StringComparer.Ordinal);
        foreach (var stage in new[] { StageOrder.Observe, StageOrder.Correlate })
        {
            var input = inputs.Single(i => i.Stage == stage);
            StageCopy[] old = [.. copy.Stages.Where(s => s.Stage == stage).OrderBy(s => s.Partition)];
            if (old.Length > 0 && (old.Length != partitions[input.Topic] || divided.Count > 0))
            {
                divided.Add(stage);
                var import = new DividedImport(folder, old, Divided(stage, old, partitions[input.Topic], divided));
                foreach (var record in import.Records(input.Changelog(options.Kafka), input.Topic, partitions[input.Topic]))
                {
                    await producer.PublishAsync(record, cancel).ConfigureAwait(false);
                }
            }
        }

        return divided;
    }

    private IDividedStage Divided(string stage, StageCopy[] old, int partitions, HashSet<string> divided)
    {
        var entries = old.Select(s => folder.Read(s.State).Select(r => KeyValuePair.Create(r.Key, r.Value ?? [])));
        return stage == StageOrder.Observe
            ? new ObservationPartitions(entries, partitions)
            : new SignalPartitions(entries, partitions) { ForgetsObserve = divided.Contains(StageOrder.Observe) };
    }

    private async Task CreateAsync(CopyManifest copy, IReadOnlyList<StageInput> inputs, CancellationToken cancel)
    {
        using var admin = new TopicAdmin(
            new EngineOptions
            {
                BootstrapServers = options.Kafka.Bootstrap,
                StateDirectory = options.State.Directory,
                ClientProperties = options.Kafka.Properties,
                ReplicationFactor = options.Kafka.Replication,
            }
        );
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var stage in copy.Stages.Where(s => s.Stage == StageOrder.Normalise).GroupBy(s => s.Input))
        {
            counts[inputs.Single(i => i.Input == stage.Key).Topic] = stage.Count();
        }

        foreach (var (name, topic) in KeptTopics.All(options.Kafka))
        {
            counts[topic] = Math.Max(1, copy.Topics.Count(t => t.Topic == name));
        }

        var specs = TopicPlan.Specs(options).Select(s => counts.TryGetValue(s.Name, out var count) ? s with { Partitions = count } : s).ToArray();
        await admin.CreateMissingAsync(specs, cancel).ConfigureAwait(false);
        var there = admin.PartitionsOf(inputs.Select(i => i.Topic));
        await admin.CreateMissingAsync(inputs.Select(i => TopicSpec.Changelog(i.Changelog(options.Kafka), there[i.Topic])), cancel).ConfigureAwait(false);
    }

    private async Task PublishAsync(RawProducer producer, string topic, int partition, CopyFile file, CancellationToken cancel)
    {
        foreach (var record in folder.Read(file))
        {
            await producer
                .PublishAsync(new RawRecord(topic, record.Key, record.Value) { Partition = partition, Headers = [.. record.Headers ?? []] }, cancel)
                .ConfigureAwait(false);
        }
    }

    /// <summary>Where groups go on: in raw topics, and the sinks behind what they had delivered.</summary>
    private async Task GoOnAsync(CopyManifest copy, IReadOnlyList<StageInput> inputs, Installation installation)
    {
        var isSameKafka = copy.Cluster == await installation.ClusterAsync().ConfigureAwait(false);
        foreach (var input in inputs.Where(i => i.IsRaw))
        {
            var stages = copy.Stages.Where(s => s.Input == input.Input).ToArray();
            var offsets = raw switch
            {
                RawStart.Same when isSameKafka => stages
                    .Where(s => s.Topic == input.Topic && s.Offset is not null)
                    .ToDictionary(s => s.Partition, s => s.Offset!.Value), // just asked
                RawStart.End => (await installation.BoundsAsync(input.Topic, stages.Length).ConfigureAwait(false)).ToDictionary(b => b.Key, b => b.Value.End),
                _ => [],
            };
            await CommitAsync(installation, input.Group(options.Kafka), input.Topic, offsets).ConfigureAwait(false);
        }

        var alerts = TopicPlan.Names(options.Kafka).Alerts;
        foreach (var sink in copy.Sinks.GroupBy(s => s.Sink))
        {
            var offsets = sink.ToDictionary(s => s.Partition, s => Delivered(copy, s));
            await CommitAsync(installation, installation.GroupOf(sink.Key), alerts, offsets).ConfigureAwait(false);
        }
    }

    private static Task CommitAsync(Installation installation, string group, string topic, Dictionary<int, long> offsets) =>
        offsets.Count == 0 ? Task.CompletedTask : installation.CommitAsync(group, topic, offsets);

    /// <summary>How many of the copied alerts a sink had: they stand in the new topic from its beginning.</summary>
    private long Delivered(CopyManifest copy, SinkPosition position) =>
        copy.Topics.SingleOrDefault(t => t.Topic == "alerts" && t.Partition == position.Partition) is { } alerts
            ? folder.Read(alerts.Records).LongCount(r => r.Offset < position.Offset)
            : 0;
}

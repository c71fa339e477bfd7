using Streams.Connectors.Kafka.Reading;
using Streams.Host.Configuration;
using Streams.Topologies.State;

namespace Streams.Host.StateCopies;

/// <summary>Copies all that an installation knows, as it was at the last commit of each stage. The installation does not run meanwhile.</summary>
internal sealed class StateExport(StreamsOptions options, CopyFolder folder, TimeProvider time)
{
    /// <summary>Copies it.</summary>
    /// <exception cref="EnvironmentException">It runs, or has no state.</exception>
    public async Task<CopyManifest> RunAsync(CancellationToken cancel)
    {
        using var installation = new Installation(options.Kafka);
        var running = await installation.RunningAsync(cancel).ConfigureAwait(false);
        if (running.Count > 0)
        {
            throw new EnvironmentException(
                $"the installation {options.Kafka.ApplicationPrefix} runs ({string.Join(", ", running)} have members), and what runs cannot be copied as it was at one moment; mend: end all its processes and call again"
            );
        }

        var partitions = installation.Partitions();
        var inputs = StageInput.All(options.Kafka).Where(i => partitions.ContainsKey(i.Topic) && partitions.ContainsKey(i.Changelog(options.Kafka))).ToArray();
        if (inputs.Length == 0)
        {
            throw new EnvironmentException(
                $"there is no state of the installation {options.Kafka.ApplicationPrefix} at {options.Kafka.Bootstrap}; mend: name its kafka.prefix"
            );
        }

        folder.Begin();
        var (stages, topics, sinks) = (new List<StageCopy>(), new List<TopicCopy>(), new List<SinkPosition>());
        foreach (var input in inputs)
        {
            stages.AddRange(await StageAsync(installation, input, partitions[input.Topic], cancel).ConfigureAwait(false));
        }

        foreach (var (name, topic) in KeptTopics.All(options.Kafka).Where(t => partitions.ContainsKey(t.Topic)))
        {
            topics.AddRange(await TopicAsync(installation, name, topic, partitions[topic], cancel).ConfigureAwait(false));
            if (name == "alerts")
            {
                sinks.AddRange(await SinksAsync(installation, topic, partitions[topic]).ConfigureAwait(false));
            }
        }

        var manifest = new CopyManifest
        {
            Streams = typeof(StateExport).Assembly.GetName().Version?.ToString(3) ?? "",
            Made = time.GetUtcNow(),
            Cluster = await installation.ClusterAsync().ConfigureAwait(false),
            Stages = stages,
            Topics = topics,
            Sinks = sinks,
        };
        folder.End(manifest);
        return manifest;
    }

    private async Task<IEnumerable<StageCopy>> StageAsync(Installation installation, StageInput input, int partitions, CancellationToken cancel)
    {
        var changelog = input.Changelog(options.Kafka);
        await installation.SettleAsync(changelog, partitions, cancel).ConfigureAwait(false);
        var committed = await installation.CommittedAsync(input.Group(options.Kafka), input.Topic, partitions).ConfigureAwait(false);
        var bounds = await installation.BoundsAsync(input.Topic, partitions).ConfigureAwait(false);
        var state = await TableAsync(installation, changelog, partitions, cancel).ConfigureAwait(false);
        var waiting = input.IsRaw ? null : await RecordsAsync(installation, input.Topic, partitions, committed, cancel).ConfigureAwait(false);
        return Enumerable
            .Range(0, partitions)
            .Select(p => new StageCopy(
                input.Stage,
                input.Input,
                input.Topic,
                p,
                committed.TryGetValue(p, out var offset) ? offset : null,
                folder.Write($"state/{input.Stage}/{input.Input}/{p}.jsonl.gz", state[p].Values)
            )
            {
                Waiting = waiting is null ? null : folder.Write($"waiting/{input.Input}/{p}.jsonl.gz", waiting[p]),
                Unread = input.IsRaw ? bounds[p].End - Math.Max(bounds[p].First, committed.GetValueOrDefault(p)) : 0,
            });
    }

    private async Task<IEnumerable<TopicCopy>> TopicAsync(Installation installation, string name, string topic, int partitions, CancellationToken cancel)
    {
        await installation.SettleAsync(topic, partitions, cancel).ConfigureAwait(false);
        var records = await RecordsAsync(installation, topic, partitions, null, cancel).ConfigureAwait(false);
        return records.Select((r, p) => new TopicCopy(name, p, folder.Write($"topics/{name}/{p}.jsonl.gz", r)));
    }

    private static async Task<List<SinkPosition>> SinksAsync(Installation installation, string alerts, int partitions)
    {
        var positions = new List<SinkPosition>();
        foreach (var sink in installation.Sinks())
        {
            var committed = await installation.CommittedAsync(installation.GroupOf(sink), alerts, partitions).ConfigureAwait(false);
            positions.AddRange(committed.Select(c => new SinkPosition(sink, c.Key, c.Value)));
        }

        return positions;
    }

    /// <summary>The newest value of each key, by partition.</summary>
    internal static async Task<SortedDictionary<byte[], CopiedRecord>[]> TableAsync(
        Installation installation,
        string topic,
        int partitions,
        CancellationToken cancel
    )
    {
        var tables = Enumerable.Range(0, partitions).Select(_ => new SortedDictionary<byte[], CopiedRecord>(StateEntries.Order)).ToArray();
        using var reader = installation.Read(topic);
        await foreach (var record in reader.ReadToEndAsync(cancel).ConfigureAwait(false))
        {
            if (record.Value is null)
            {
                tables[record.Partition].Remove(record.Key);
            }
            else if (StateEntries.IsState(record.Key))
            {
                tables[record.Partition][record.Key] = Copied(record);
            }
        }

        return tables;
    }

    private static async Task<List<CopiedRecord>[]> RecordsAsync(
        Installation installation,
        string topic,
        int partitions,
        IReadOnlyDictionary<int, long>? from,
        CancellationToken cancel
    )
    {
        var records = Enumerable.Range(0, partitions).Select(_ => new List<CopiedRecord>()).ToArray();
        using var reader = installation.Read(topic, from);
        await foreach (var record in reader.ReadToEndAsync(cancel).ConfigureAwait(false))
        {
            records[record.Partition].Add(Copied(record));
        }

        return records;
    }

    private static CopiedRecord Copied(TopicRecord record) =>
        new()
        {
            Key = record.Key,
            Value = record.Value,
            Offset = record.Offset,
            Headers = record.Headers.Count == 0 ? null : record.Headers.DistinctBy(h => h.Key).ToDictionary(h => h.Key, h => h.GetValueBytes()),
        };
}

using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Streams.Engine.Admin;
using Streams.Engine.Hosting;
using Streams.Engine.Topics;

namespace Streams.Engine.Running;

/// <summary>The topics of all stages, and their changelogs.</summary>
internal sealed class EngineTopics(EngineOptions options, IReadOnlyList<StageDescriptor> stages, IAdminClient admin)
{
    /// <summary>Creates missing topics and changelogs and checks them. Answers the partition counts.</summary>
    /// <exception cref="StartCheckException">Topics are not as they must be; every error names the mend.</exception>
    public async Task<Dictionary<string, int>> PrepareAsync(CancellationToken cancel)
    {
        using var topics = new TopicAdmin(admin, options);
        var listed = options.Topics.ToDictionary(t => t.Name);
        var wanted = new List<TopicSpec>(options.Topics);
        foreach (var name in stages.SelectMany(s => s.Inputs.Concat(s.Outputs)).Distinct())
        {
            if (!listed.ContainsKey(name))
            {
                wanted.Add(new TopicSpec { Name = name, Partitions = options.DefaultPartitions });
            }
        }

        await topics.CreateMissingAsync(wanted, cancel).ConfigureAwait(false);
        var counts = await PartitionsAsync(topics, wanted, cancel).ConfigureAwait(false);
        var changelogs = new List<TopicSpec>();
        foreach (var stage in stages)
        {
            changelogs.AddRange(stage.Inputs.Select(input => TopicSpec.Changelog(StageNames.Changelog(options, stage, input), counts[input])));
        }

        await topics.CreateMissingAsync(changelogs, cancel).ConfigureAwait(false);

        var growing = stages
            .Where(s => s.TakesUpPartitions)
            .SelectMany(s => s.Inputs.Select(i => StageNames.Changelog(options, s, i)))
            .ToHashSet(StringComparer.Ordinal);
        await topics.GrowAsync([.. changelogs.Where(c => growing.Contains(c.Name))], cancel).ConfigureAwait(false);
        if (!options.Embedded)
        {
            var inputs = stages.SelectMany(s => s.Inputs).ToHashSet();
            var outputs = stages.SelectMany(s => s.Outputs).ToHashSet();
            var byAppendTime = outputs.Where(o => !listed.TryGetValue(o, out var spec) || spec.LogAppendTime).ToArray();
            await new StartChecks(admin, options.BootstrapServers).RunAsync(changelogs, byAppendTime, [.. inputs.Except(outputs)]).ConfigureAwait(false);
        }

        return await PartitionsAsync(topics, wanted, cancel).ConfigureAwait(false);
    }

    /// <summary>The partition counts, once every wanted topic is among them: a broker may not have heard yet of one that another has just made.</summary>
    private static async Task<Dictionary<string, int>> PartitionsAsync(TopicAdmin topics, List<TopicSpec> wanted, CancellationToken cancel)
    {
        var counts = topics.Partitions();
        for (var tries = 0; tries < 100 && !wanted.TrueForAll(w => counts.ContainsKey(w.Name)); tries++)
        {
            await Task.Delay(100, cancel).ConfigureAwait(false);
            counts = topics.Partitions();
        }

        return counts;
    }

    /// <summary>How many records the changelogs of a stage hold.</summary>
    public async Task<long> ChangelogRecordsAsync(StageDescriptor stage, Dictionary<string, int> counts)
    {
        if (options.Embedded)
        {
            return 0;
        }

        var partitions = new List<TopicPartition>();
        foreach (var input in stage.Inputs)
        {
            for (var partition = 0; partition < counts[input]; partition++)
            {
                partitions.Add(new TopicPartition(StageNames.Changelog(options, stage, input), partition));
            }
        }

        var begins = await LogEnds.AskAsync(admin, partitions, OffsetSpec.Earliest()).ConfigureAwait(false);
        var ends = await LogEnds.AskAsync(admin, partitions, OffsetSpec.Latest()).ConfigureAwait(false);
        return ends.Sum(e => e.Value.Value - begins[e.Key].Value);
    }
}

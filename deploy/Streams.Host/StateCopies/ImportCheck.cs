using Streams.Host.Configuration;

namespace Streams.Host.StateCopies;

/// <summary>Whether a copy may go into an installation: nothing of it may run or hold anything yet.</summary>
internal sealed class ImportCheck(KafkaOptions options, Installation installation, RawStart raw)
{
    /// <summary>What stands in the way, each with its mend.</summary>
    /// <param name="copy">The copy.</param>
    /// <param name="inputs">The installation's inputs.</param>
    /// <param name="partitions">The partitions of the topics that there are.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<IReadOnlyList<string>> FindAsync(
        CopyManifest copy,
        IReadOnlyList<StageInput> inputs,
        IReadOnlyDictionary<string, int> partitions,
        CancellationToken cancel
    )
    {
        var errors = new List<string>();
        var running = await installation.RunningAsync(cancel).ConfigureAwait(false);
        if (running.Count > 0)
        {
            errors.Add(
                $"the installation {options.ApplicationPrefix} runs ({string.Join(", ", running)} have members); mend: end it first, or name another kafka.prefix"
            );
        }

        foreach (var input in inputs)
        {
            await CheckInputAsync(copy, input, partitions, errors).ConfigureAwait(false);
        }

        foreach (var (_, topic) in KeptTopics.All(options))
        {
            await CheckEmptyAsync(topic, partitions, errors).ConfigureAwait(false);
        }

        errors.AddRange(
            copy.Stages.Select(s => s.Input)
                .Distinct()
                .Where(name => inputs.All(i => i.Input != name))
                .Select(name =>
                    $"kafka.raw: the copy has the state of {name}, and this configuration names no topic of just these sources; mend: name one in kafka.raw"
                )
        );
        return errors;
    }

    private async Task CheckInputAsync(CopyManifest copy, StageInput input, IReadOnlyDictionary<string, int> partitions, List<string> errors)
    {
        await CheckEmptyAsync(input.Changelog(options), partitions, errors).ConfigureAwait(false);
        if (!partitions.TryGetValue(input.Topic, out var there))
        {
            return;
        }

        var committed = await installation.CommittedAsync(input.Group(options), input.Topic, there).ConfigureAwait(false);
        if (committed.Count > 0)
        {
            errors.Add($"the group {input.Group(options)} has read {input.Topic} already; mend: delete the group, or name another kafka.prefix");
        }

        var copied = copy.Stages.Count(s => s.Input == input.Input);
        if (copied != there && copied > 0 && input.IsRaw)
        {
            errors.Add($"{input.Topic} has {there} partitions and the copy {copied}; mend: make it with {copied}, or delete it where it is empty");
        }

        if (!input.IsRaw)
        {
            await CheckEmptyAsync(input.Topic, partitions, errors).ConfigureAwait(false);
        }
        else if (
            raw == RawStart.Same
            && copy.Cluster != await installation.ClusterAsync().ConfigureAwait(false)
            && await HoldsAsync(input.Topic, there).ConfigureAwait(false)
        )
        {
            errors.Add(
                $"{input.Topic} holds records, and the copy comes from another Kafka, so its offsets say nothing here; mend: --raw beginning or --raw end"
            );
        }
    }

    private async Task CheckEmptyAsync(string topic, IReadOnlyDictionary<string, int> partitions, List<string> errors)
    {
        if (partitions.TryGetValue(topic, out var count) && await HoldsAsync(topic, count).ConfigureAwait(false))
        {
            errors.Add($"{topic} holds records already; mend: delete the topic (an import that did not end leaves such), or name another kafka.prefix");
        }
    }

    private async Task<bool> HoldsAsync(string topic, int partitions) =>
        (await installation.BoundsAsync(topic, partitions).ConfigureAwait(false)).Values.Any(b => b.End > b.First);
}

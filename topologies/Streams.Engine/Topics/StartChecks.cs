using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Streams.Engine.Hosting;

namespace Streams.Engine.Topics;

/// <summary>
/// What must hold before the stages start: a changelog has the partitions of its input and is compacted and nothing else,
/// a topic can be written with all its replicas in sync, our own topics carry the broker's time.
/// </summary>
/// <remarks>Defect 1: Streamiz does not check partition counts. A changelog with retention loses state silently.</remarks>
internal sealed class StartChecks(IAdminClient admin, string bootstrap)
{
    private const int Tries = 100;
    private const string NoRight = "we may not read its settings";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <param name="changelogs">The changelogs as they should be.</param>
    /// <param name="ours">Topics that we write and whose records must carry the broker's time.</param>
    /// <param name="others">Topics that are only read.</param>
    /// <exception cref="StartCheckException">Something is wrong.</exception>
    public async Task RunAsync(IReadOnlyList<TopicSpec> changelogs, IReadOnlyCollection<string> ours, IReadOnlyCollection<string> others)
    {
        var errors = new List<string>();
        var topics = admin.GetMetadata(Patience).Topics.ToDictionary(t => t.Topic);
        foreach (var changelog in changelogs)
        {
            if (topics.TryGetValue(changelog.Name, out var there) && there.Partitions.Count != changelog.Partitions)
            {
                errors.Add(
                    there.Partitions.Count < changelog.Partitions
                        ? $"{changelog.Name}: has {there.Partitions.Count} partitions and its input {changelog.Partitions}: partitions were added to an input whose keys have state, and the keys no longer lie where their state is; mend: delete that input (what is unread in it is lost, the state is not), set its partitions to {there.Partitions.Count} in the configuration and start again, which makes it anew; more partitions are had by streams state export and import"
                        : $"{changelog.Name}: has {there.Partitions.Count} partitions and its input {changelog.Partitions}; mend: add partitions to the input, or delete the changelog (its state is lost)"
                );
            }
        }

        var names = changelogs.Select(c => c.Name).Concat(ours).Concat(others).Distinct().Where(topics.ContainsKey).ToArray();
        var settings = await DescribeAsync(names, errors).ConfigureAwait(false);
        foreach (var (name, entries) in settings)
        {
            var replicas = topics[name].Partitions.Min(p => p.Replicas.Length);
            if (int.TryParse(entries.GetValueOrDefault("min.insync.replicas")?.Value, out var inSync) && replicas < inSync)
            {
                errors.Add(
                    $"{name}: has {replicas} replicas and min.insync.replicas={inSync}, so nothing can be written; mend: {Alter(name, $"min.insync.replicas={replicas}")}"
                );
            }
        }

        foreach (var changelog in changelogs)
        {
            if (settings.TryGetValue(changelog.Name, out var entries) && entries["cleanup.policy"].Value is not "compact" and var policy)
            {
                errors.Add($"{changelog.Name}: cleanup.policy is {policy}, so state would be lost; mend: {Alter(changelog.Name, "cleanup.policy=compact")}");
            }
        }

        foreach (var name in ours)
        {
            if (settings.TryGetValue(name, out var entries) && entries["message.timestamp.type"].Value != "LogAppendTime")
            {
                errors.Add(
                    $"{name}: message.timestamp.type is {entries["message.timestamp.type"].Value}, so retention would go by event time; mend: {Alter(name, "message.timestamp.type=LogAppendTime")}"
                );
            }
        }

        if (errors.Count > 0)
        {
            throw new StartCheckException(errors, mayPass: errors.TrueForAll(e => e.Contains(NoRight, StringComparison.Ordinal)));
        }
    }

    private async Task<Dictionary<string, Dictionary<string, ConfigEntryResult>>> DescribeAsync(string[] names, List<string> errors)
    {
        // A broker that was asked may not have heard yet of a topic that another one has just made.
        for (var tries = 0; tries < Tries; tries++)
        {
            var (settings, refusals) = await DescribeOnceAsync(names).ConfigureAwait(false);
            if (tries == Tries - 1 || !refusals.Exists(r => r.Error.Code == ErrorCode.UnknownTopicOrPart))
            {
                errors.AddRange(refusals.Select(Text));
                return settings;
            }

            await Task.Delay(Pause).ConfigureAwait(false);
        }

        throw new System.Diagnostics.UnreachableException();
    }

    private async Task<(Dictionary<string, Dictionary<string, ConfigEntryResult>> Settings, List<DescribeConfigsReport> Refusals)> DescribeOnceAsync(
        string[] names
    )
    {
        var refusals = new List<DescribeConfigsReport>();
        var found = new Dictionary<string, Dictionary<string, ConfigEntryResult>>(StringComparer.Ordinal);
        try
        {
            foreach (
                var described in await admin
                    .DescribeConfigsAsync(names.Select(n => new ConfigResource { Name = n, Type = ResourceType.Topic }))
                    .ConfigureAwait(false)
            )
            {
                found[described.ConfigResource.Name] = described.Entries;
            }
        }
        catch (DescribeConfigsException refused)
        {
            foreach (var result in refused.Results)
            {
                if (!result.Error.IsError)
                {
                    found[result.ConfigResource.Name] = result.Entries;
                    continue;
                }

                refusals.Add(result);
            }
        }

        return (found, refusals);
    }

    private string Text(DescribeConfigsReport refusal) =>
        refusal.Error.Code == ErrorCode.TopicAuthorizationFailed
            ? $"{refusal.ConfigResource.Name}: {NoRight}; mend: kafka-acls.sh --bootstrap-server {bootstrap} --add --allow-principal User:NAME --operation DescribeConfigs --topic {refusal.ConfigResource.Name}"
            : $"{refusal.ConfigResource.Name}: {refusal.Error.Reason}";

    private string Alter(string topic, string setting) =>
        $"kafka-configs.sh --bootstrap-server {bootstrap} --alter --entity-type topics --entity-name {topic} --add-config {setting}";
}

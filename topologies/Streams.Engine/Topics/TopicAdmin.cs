using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Streams.Engine.Admin;
using Streams.Engine.Hosting;

namespace Streams.Engine.Topics;

/// <summary>Creates and compares topics. On the embedded broker it creates through the broker's own call.</summary>
/// <remarks>Thread-safe. A topic that another process creates meanwhile is no error.</remarks>
public sealed class TopicAdmin : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly IAdminClient _admin;
    private readonly Action<string, int>? _createEmbedded;
    private readonly short _replicationFactor;
    private readonly bool _owned;

    /// <summary>Makes one with a client of its own.</summary>
    public TopicAdmin(EngineOptions options)
        : this(AdminFactory.Build(options), options, owned: true) { }

    internal TopicAdmin(IAdminClient admin, EngineOptions options, bool owned = false)
    {
        this._admin = admin;
        this._owned = owned;
        _createEmbedded = options.Embedded ? options.CreateEmbeddedTopic : null;
        _replicationFactor = options.ReplicationFactor;
    }

    /// <summary>The number of partitions of every topic there is.</summary>
    public Dictionary<string, int> Partitions()
    {
        var found = new Dictionary<string, int>();
        foreach (var topic in _admin.GetMetadata(Patience).Topics)
        {
            if (topic.Partitions.Count > 0)
            {
                found[topic.Topic] = topic.Partitions.Count;
            }
        }

        return found;
    }

    /// <summary>The number of partitions of topics that must be there.</summary>
    /// <exception cref="TimeoutException">The cluster does not show one: it was just created, or deleted.</exception>
    public Dictionary<string, int> PartitionsOf(IEnumerable<string> topics)
    {
        var there = Partitions();
        var unseen = topics.Where(t => !there.ContainsKey(t)).ToArray();
        return unseen.Length == 0 ? there : throw new TimeoutException("the cluster does not show the topics " + string.Join(", ", unseen));
    }

    /// <summary>Creates the topics that are missing and waits until the cluster knows them; answers their names.</summary>
    /// <exception cref="CreateTopicsException">The broker refused one.</exception>
    public async Task<IReadOnlyList<string>> CreateMissingAsync(IEnumerable<TopicSpec> topics, CancellationToken cancel = default)
    {
        var there = Partitions();
        var missing = new Dictionary<string, TopicSpec>();
        foreach (var topic in topics)
        {
            if (!there.ContainsKey(topic.Name))
            {
                missing[topic.Name] = topic;
            }
        }

        if (missing.Count == 0)
        {
            return [];
        }

        if (_createEmbedded is not null)
        {
            foreach (var topic in missing.Values)
            {
                _createEmbedded(topic.Name, topic.Partitions);
            }
        }
        else
        {
            await CreateOnBrokerAsync(missing.Values).ConfigureAwait(false);
        }

        for (var tries = 0; tries < 200; tries++)
        {
            there = Partitions();
            if (missing.Keys.All(there.ContainsKey))
            {
                return [.. missing.Keys];
            }

            await Task.Delay(50, cancel).ConfigureAwait(false);
        }

        throw new TimeoutException(
            "topics were created but the cluster does not show them: " + string.Join(", ", missing.Keys.Where(n => !there.ContainsKey(n)))
        );
    }

    /// <summary>Where the topics are not as they should be; on the embedded broker only existence and partitions.</summary>
    public async Task<IReadOnlyList<TopicDifference>> CompareAsync(IEnumerable<TopicSpec> topics)
    {
        var there = Partitions();
        var differences = new List<TopicDifference>();
        foreach (var topic in topics)
        {
            if (!there.TryGetValue(topic.Name, out var partitions))
            {
                differences.Add(new(topic.Name, "exists", "true", "false"));
                continue;
            }

            if (partitions != topic.Partitions)
            {
                differences.Add(new(topic.Name, "partitions", $"{topic.Partitions}", $"{partitions}"));
            }

            if (_createEmbedded is null)
            {
                await CompareSettingsAsync(topic, differences).ConfigureAwait(false);
            }
        }

        return differences;
    }

    /// <summary>Gives topics that have fewer partitions than wanted as many, and waits until the cluster shows them. On the embedded broker nothing grows.</summary>
    /// <exception cref="KafkaException">The broker refused.</exception>
    public async Task GrowAsync(IReadOnlyCollection<TopicSpec> wanted, CancellationToken cancel = default)
    {
        var there = Partitions();
        PartitionsSpecification[] growing =
        [
            .. wanted
                .Where(w => there.TryGetValue(w.Name, out var has) && has < w.Partitions)
                .Select(w => new PartitionsSpecification { Topic = w.Name, IncreaseTo = w.Partitions }),
        ];
        if (growing.Length == 0 || _createEmbedded is not null)
        {
            return;
        }

        await _admin.CreatePartitionsAsync(growing).ConfigureAwait(false);
        for (var tries = 0; tries < 200 && growing.Any(g => Partitions().GetValueOrDefault(g.Topic) < g.IncreaseTo); tries++)
        {
            await Task.Delay(50, cancel).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_owned)
        {
            _admin.Dispose();
        }
    }

    private async Task CompareSettingsAsync(TopicSpec topic, List<TopicDifference> differences)
    {
        var resource = new ConfigResource { Name = topic.Name, Type = ResourceType.Topic };
        List<DescribeConfigsResult>? described = null;
        for (var tries = 0; described is null; tries++)
        {
            try
            {
                described = await _admin.DescribeConfigsAsync([resource]).ConfigureAwait(false);
            }
            catch (DescribeConfigsException e) when (e.Results[0].Error.Code == ErrorCode.UnknownTopicOrPart && tries < 200)
            {
                await Task.Delay(50).ConfigureAwait(false); // it was just created: one broker shows it, and the one that is asked does not know it yet
            }
            catch (DescribeConfigsException e)
            {
                differences.Add(new(topic.Name, TopicDifference.Settings, "readable", e.Results[0].Error.Reason));
                return;
            }
        }

        foreach (var (name, expected) in topic.AllSettings())
        {
            var actual = described[0].Entries.TryGetValue(name, out var entry) ? entry.Value : "unknown";
            if (!SameSetting(expected, actual))
            {
                differences.Add(new(topic.Name, name, expected, actual));
            }
        }
    }

    private static bool SameSetting(string expected, string actual) =>
        expected == actual || expected.Split(',').Order().SequenceEqual(actual.Split(',').Order());

    private async Task CreateOnBrokerAsync(IEnumerable<TopicSpec> missing)
    {
        var specifications = missing.Select(t => new TopicSpecification
        {
            Name = t.Name,
            NumPartitions = t.Partitions,
            ReplicationFactor = _replicationFactor,
            Configs = t.AllSettings(),
        });
        try
        {
            await _admin.CreateTopicsAsync(specifications).ConfigureAwait(false);
        }
        catch (CreateTopicsException refused) when (refused.Results.All(r => !r.Error.IsError || r.Error.Code == ErrorCode.TopicAlreadyExists)) { }
    }
}

using Streams.Models.Features;
using Streams.Schemas.Events;
using Streams.Schemas.Feeds;

namespace Streams.Topologies.Binding;

/// <summary>The names of our topics.</summary>
public sealed record TopicNames
{
    /// <summary>The raw topics by source.</summary>
    public IReadOnlyDictionary<EventSource, string> Raw { get; init; } = EventSources.All.ToDictionary(s => s, s => $"raw.{s.Name()}");

    /// <summary>The sources of a raw topic, in the order of their numbers; several where each record goes to the one that recognises it.</summary>
    public IReadOnlyList<EventSource> SourcesOf(string topic) => [.. Raw.Where(r => r.Value == topic).Select(r => r.Key).Order()];

    /// <summary>The name of a source's part of a raw partition: <c>topic-partition</c>, of a topic of several sources <c>topic/source-partition</c>.</summary>
    public string OriginOf(string topic, int partition, EventSource source) =>
        SourcesOf(topic).Count > 1 ? $"{topic}/{source.Name()}-{partition}" : $"{topic}-{partition}";

    public string Events { get; init; } = "events";

    /// <summary>The topics of event feeds by format.</summary>
    public IReadOnlyDictionary<string, string> Feeds { get; init; } = EventFormats.All.ToDictionary(f => f.Name, f => $"events.{f.Name}");

    public string Signals { get; init; } = "signals";

    public string Observations { get; init; } = "observations";

    public string Entities { get; init; } = "entities";

    public string Rules { get; init; } = "rules";

    /// <summary>The topics of feature windows by set.</summary>
    public IReadOnlyDictionary<string, string> Features { get; init; } = FeatureSets.All.ToDictionary(s => s.Name, s => $"features.{s.Name}");

    /// <summary>The registered versions of models.</summary>
    public string Models { get; init; } = "models";

    /// <summary>What was done with them, and when.</summary>
    public string ModelLog { get; init; } = "models.log";

    /// <summary>What they said.</summary>
    public string Scores { get; init; } = "scores";

    /// <summary>What people say of alerts.</summary>
    public string Labels { get; init; } = "labels";

    public string Alerts { get; init; } = "alerts";

    public string DeadLetters { get; init; } = "dlq";

    /// <summary>The same topics under other names.</summary>
    /// <param name="name">The other name of one.</param>
    public TopicNames Named(Func<string, string> name) =>
        new()
        {
            Raw = Raw.ToDictionary(r => r.Key, r => name(r.Value)),
            Events = name(Events),
            Feeds = Feeds.ToDictionary(f => f.Key, f => name(f.Value)),
            Signals = name(Signals),
            Observations = name(Observations),
            Entities = name(Entities),
            Rules = name(Rules),
            Features = Features.ToDictionary(f => f.Key, f => name(f.Value)),
            Models = name(Models),
            ModelLog = name(ModelLog),
            Scores = name(Scores),
            Labels = name(Labels),
            Alerts = name(Alerts),
            DeadLetters = name(DeadLetters),
        };
}

using Streams.Engine.Hosting;
using Streams.Host.Configuration;
using Streams.Host.Running;
using Streams.Schemas.Events;

namespace Streams.Host.StateCopies;

/// <summary>An input of a stage, by a name that is the same in every installation.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Input">The name of the input: a topic without the prefix, or <c>raw.</c> and the sources of a raw topic.</param>
/// <param name="Topic">The topic in this installation.</param>
internal sealed record StageInput(string Stage, string Input, string Topic)
{
    /// <summary>Whether shippers write it, and not a stage of ours.</summary>
    public bool IsRaw => Stage == StageOrder.Normalise;

    /// <summary>The stage's consumer group.</summary>
    public string Group(KafkaOptions options) => StageNames.Application(options.ApplicationPrefix, Stage);

    /// <summary>The topic that holds the stage's state.</summary>
    public string Changelog(KafkaOptions options) => StageNames.Changelog(options.ApplicationPrefix, Stage, Topic);

    /// <summary>All inputs of an installation.</summary>
    public static IReadOnlyList<StageInput> All(KafkaOptions options)
    {
        var topics = TopicPlan.Names(options);
        return
        [
            .. topics
                .Raw.Values.Distinct()
                .Select(raw => new StageInput(StageOrder.Normalise, $"raw.{string.Join('+', topics.SourcesOf(raw).Select(s => s.Name()))}", raw)),
            new StageInput(StageOrder.Observe, "observations", topics.Observations),
            new StageInput(StageOrder.Correlate, "signals", topics.Signals),
        ];
    }
}

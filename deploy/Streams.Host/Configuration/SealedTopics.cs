using Streams.Topologies.Binding;

namespace Streams.Host.Configuration;

/// <summary>The topics that nobody but this installation writes into, and whose records it reads: all but raw topics, dead letters and feeds for others.</summary>
internal static class SealedTopics
{
    /// <summary>Their names in an installation.</summary>
    public static IEnumerable<string> Of(KafkaOptions options) => Of(new TopicNames().Named(options.TopicOf));

    /// <summary>Those of the names.</summary>
    public static IEnumerable<string> Of(TopicNames names) =>
        [
            names.Events,
            names.Signals,
            names.Observations,
            names.Entities,
            names.Alerts,
            names.Rules,
            names.Models,
            names.ModelLog,
            names.Scores,
            names.Labels,
            .. names.Features.Values,
        ];
}

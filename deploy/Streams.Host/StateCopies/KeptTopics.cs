using Streams.Host.Configuration;
using Streams.Host.Running;

namespace Streams.Host.StateCopies;

/// <summary>The topics beside the stages' state without which an installation is another: who is who, rules, models, what people said, and the alerts.</summary>
internal static class KeptTopics
{
    /// <summary>The name in every installation, and in this one.</summary>
    public static IReadOnlyList<(string Name, string Topic)> All(KafkaOptions options)
    {
        var (own, here) = (TopicPlan.Names(new KafkaOptions()), TopicPlan.Names(options));
        return
        [
            (own.Entities, here.Entities),
            (own.Rules, here.Rules),
            (own.Models, here.Models),
            (own.ModelLog, here.ModelLog),
            (own.Labels, here.Labels),
            (own.Alerts, here.Alerts),
        ];
    }
}

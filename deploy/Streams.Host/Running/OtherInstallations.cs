using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Streams.Host.Configuration;

namespace Streams.Host.Running;

/// <summary>
/// Whether an installation of another name works on our topics: each would correlate the other's signals and write its alerts a second time.
/// What this user may not see is not found.
/// </summary>
internal sealed class OtherInstallations(KafkaOptions options, IAdminClient admin)
{
    private const string Correlate = "-correlate";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The prefixes of those that run now.</summary>
    /// <exception cref="KafkaException">The brokers do not answer.</exception>
    public async Task<IReadOnlyList<string>> FindAsync()
    {
        var signals = TopicPlan.Names(options).Signals;
        var groups = await admin.ListConsumerGroupsAsync(new ListConsumerGroupsOptions { RequestTimeout = Patience }).ConfigureAwait(false);
        var found = new List<string>();
        foreach (var group in groups.Valid.Where(g => g.State is not (ConsumerGroupState.Empty or ConsumerGroupState.Dead) && g.GroupId.EndsWith(Correlate, StringComparison.Ordinal)))
        {
            var prefix = group.GroupId[..^Correlate.Length];
            if (prefix != options.ApplicationPrefix && await ReadsAsync(group.GroupId, signals).ConfigureAwait(false))
            {
                found.Add(prefix);
            }
        }

        return found;
    }

    private async Task<bool> ReadsAsync(string group, string topic)
    {
        var described = await admin.DescribeConsumerGroupsAsync([group], new DescribeConsumerGroupsOptions { RequestTimeout = Patience }).ConfigureAwait(false);
        return described.ConsumerGroupDescriptions.Any(g => g.Members.Any(m => m.Assignment.TopicPartitions.Any(p => p.Topic == topic)));
    }
}

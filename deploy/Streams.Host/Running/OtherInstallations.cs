using Confluent.Kafka;
using Streams.Host.Configuration;

namespace Streams.Host.Running;

/// <summary>
/// Whether an installation of another name works on our topics: each would correlate the other's signals and write its alerts a second time.
/// What this user may not see is not found.
/// </summary>
/// <remarks>Asked by the older call: the newer one (ListConsumerGroups) frees an error twice where a broker does not answer, which ends the process.</remarks>
internal sealed class OtherInstallations(KafkaOptions options, IAdminClient admin)
{
    private const string Correlate = "-correlate";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The prefixes of those that run now.</summary>
    /// <exception cref="KafkaException">The brokers do not answer.</exception>
    public IReadOnlyList<string> Find()
    {
        var signals = TopicPlan.Names(options).Signals;
        var found = new List<string>();
        foreach (var group in admin.ListGroups(Patience).Where(g => g.Members.Count > 0 && g.Group.EndsWith(Correlate, StringComparison.Ordinal)))
        {
            var prefix = group.Group[..^Correlate.Length];
            if (prefix != options.ApplicationPrefix && group.Members.Any(m => AssignedTopics.Of(m.MemberAssignment).Contains(signals)))
            {
                found.Add(prefix);
            }
        }

        return found;
    }
}

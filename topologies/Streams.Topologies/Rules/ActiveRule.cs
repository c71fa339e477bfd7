using Streams.Detections.Rules;
using Streams.Schemas.Events;

namespace Streams.Topologies.Rules;

/// <summary>
/// A correlation through the rule sets that have it unchanged (the same content hash): its state goes on from one to the next.
/// What it says of itself (title, level, ATT&amp;CK) may differ from set to set.
/// </summary>
public sealed class ActiveRule
{
    private readonly IReadOnlyList<VersionedRule> _stages;

    internal ActiveRule(IReadOnlyList<VersionedRule> stages, Timestamp until)
    {
        (_stages, Until) = (stages, until);
        Sources = [.. stages.SelectMany(s => s.Version.Plan.SourcesOf(s.Rule)).Distinct()];
        SourceBits = Sources.Aggregate(0, static (bits, source) => bits | (1 << (int)source));
    }

    /// <summary>The first event time it judges.</summary>
    public Timestamp From => _stages[0].Version.EffectiveFrom;

    /// <summary>The first event time it judges no more; <see cref="Timestamp.Never"/>: no set without it is loaded.</summary>
    public Timestamp Until { get; }

    /// <summary>The correlation in the latest set that has it.</summary>
    public CorrelationRule Rule => _stages[^1].Rule;

    /// <summary>The rules around it.</summary>
    public RulePlan Plan => _stages[^1].Version.Plan;

    /// <summary>The sources whose progress it waits for.</summary>
    public IReadOnlyList<EventSource> Sources { get; }

    /// <summary>The same, a bit each.</summary>
    internal int SourceBits { get; }

    /// <summary>The correlation in the set in force at an event time.</summary>
    public VersionedRule At(Timestamp time)
    {
        for (var i = _stages.Count - 1; i > 0; i--)
        {
            if (_stages[i].Version.EffectiveFrom <= time)
            {
                return _stages[i];
            }
        }

        return _stages[0];
    }
}

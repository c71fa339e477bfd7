using Streams.Detections.Rules;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Rules;

/// <summary>
/// The rule sets that are loaded, in the order in which they are taken over: an event is judged by the set in force at its time, wherever and whenever it is read.
/// Immutable.
/// </summary>
public sealed class RuleTimeline
{
    /// <summary>The most sets loaded at a time: beyond it the oldest goes early.</summary>
    public const int MaxVersions = 4;

    /// <param name="versions">At least one, in ascending order of <see cref="RuleVersion.EffectiveFrom"/>.</param>
    public RuleTimeline(params IEnumerable<RuleVersion> versions)
    {
        Versions = [.. versions];
        Roots = ActiveOf(static plan => plan.Roots);
        Features = ActiveOf(static plan => plan.Features);
        Habits = ActiveOf(static plan => plan.Habits);
    }

    /// <summary>The sets, the oldest first.</summary>
    public IReadOnlyList<RuleVersion> Versions { get; }

    /// <summary>The set that was loaded last, whether or not its time has come.</summary>
    public RuleVersion Newest => Versions[^1];

    /// <summary>C's correlations over all sets, by content hash.</summary>
    public IReadOnlyDictionary<CorrelationHash, ActiveRule> Roots { get; }

    /// <summary>B's correlations over all sets, by content hash.</summary>
    public IReadOnlyDictionary<CorrelationHash, ActiveRule> Features { get; }

    /// <summary>The correlations over habits over all sets, by content hash.</summary>
    public IReadOnlyDictionary<CorrelationHash, ActiveRule> Habits { get; }

    /// <summary>The set in force at an event time; before the oldest, the oldest.</summary>
    public RuleVersion At(Timestamp time)
    {
        for (var i = Versions.Count - 1; i > 0; i--)
        {
            if (Versions[i].EffectiveFrom <= time)
            {
                return Versions[i];
            }
        }

        return Versions[0];
    }

    /// <summary>The timeline with one set more; those that were to be taken over later or at the same time will never be.</summary>
    public RuleTimeline With(RuleVersion version)
    {
        var kept = Versions.Where(v => v.EffectiveFrom < version.EffectiveFrom).TakeLast(MaxVersions - 1);
        return new RuleTimeline([.. kept, version]);
    }

    /// <summary>The timeline without the sets whose last event time lies before <paramref name="passed"/>.</summary>
    public RuleTimeline After(Timestamp passed)
    {
        var first = 0;
        while (first + 1 < Versions.Count && Versions[first + 1].EffectiveFrom <= passed)
        {
            first++;
        }

        return first == 0 ? this : new RuleTimeline(Versions.Skip(first));
    }

    private Dictionary<CorrelationHash, ActiveRule> ActiveOf(Func<RulePlan, Dictionary<CorrelationHash, CorrelationRule>> correlations)
    {
        var active = new Dictionary<CorrelationHash, ActiveRule>(CorrelationHashComparer.Instance);
        foreach (var hash in Versions.SelectMany(v => correlations(v.Plan).Keys).Distinct())
        {
            var last = Versions.Count - 1;
            while (!correlations(Versions[last].Plan).ContainsKey(hash))
            {
                last--;
            }

            var until = last + 1 < Versions.Count ? Versions[last + 1].EffectiveFrom : Timestamp.Never;
            active.Add(
                hash,
                new ActiveRule(
                    [.. Versions.Where(v => correlations(v.Plan).ContainsKey(hash)).Select(v => new VersionedRule(v, correlations(v.Plan)[hash]))],
                    until
                )
            );
        }

        return active;
    }
}

using Streams.Schemas.Events;

namespace Streams.Topologies.Rules;

/// <summary>
/// The process's rules: one thread at a time loads and retires sets, every stage looks at <see cref="Timeline"/> and follows when it has become another.
/// </summary>
/// <param name="timeline">The sets to begin with.</param>
public sealed class RuleRegistry(RuleTimeline timeline)
{
    private readonly Lock _writing = new();
    private volatile RuleTimeline _timeline = timeline;

    /// <summary>The sets that are loaded.</summary>
    public RuleTimeline Timeline => _timeline;

    /// <summary>The registry of one set that never changes.</summary>
    public static RuleRegistry Of(RulePlan plan) => new(new RuleTimeline(new RuleVersion(RuleVersion.Always, plan)));

    /// <summary>Loads a set more.</summary>
    public void Add(RuleVersion version)
    {
        lock (_writing)
        {
            _timeline = _timeline.With(version);
        }
    }

    /// <summary>Unloads the sets of which no event before <paramref name="passed"/> is needed any more.</summary>
    public void Retire(Timestamp passed)
    {
        lock (_writing)
        {
            _timeline = _timeline.After(passed);
        }
    }
}

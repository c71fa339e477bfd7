using System.Diagnostics.CodeAnalysis;
using Streams.Detections.Correlations.Gap;
using Streams.Schemas.Signals;
using Streams.Topologies.Correlate.Groups;
using Streams.Topologies.Rules;

namespace Streams.Topologies.Correlate;

/// <summary>The correlations of one task as the loaded rule sets have them: begun, going on, ended.</summary>
/// <param name="registry">The rules.</param>
/// <param name="groupsOf">Begins a correlation over groups.</param>
/// <param name="gapOf">Begins a gap rule.</param>
internal sealed class CorrelateRules(RuleRegistry registry, Func<ActiveRule, RuleGroups> groupsOf, Func<ActiveRule, GapWatch> gapOf)
{
    private readonly Dictionary<CorrelationHash, RuleGroups> _groups = new(CorrelationHashComparer.Instance);
    private readonly Dictionary<CorrelationHash, GapWatch> _gaps = new(CorrelationHashComparer.Instance);
    private RuleTimeline? _timeline;

    /// <summary>The correlations over groups, by content hash.</summary>
    public IReadOnlyDictionary<CorrelationHash, RuleGroups> Groups => _groups;

    /// <summary>The correlation over groups of a content hash.</summary>
    public bool TryGet(ReadOnlySpan<char> hash, [NotNullWhen(true)] out RuleGroups? rule) =>
        _groups.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(hash, out rule);

    /// <summary>The gap rules, by content hash.</summary>
    public IReadOnlyDictionary<CorrelationHash, GapWatch> Gaps => _gaps;

    /// <summary>Whether other rule sets are loaded than those that were followed.</summary>
    public bool HaveChanged => !ReferenceEquals(registry.Timeline, _timeline);

    /// <summary>Follows the loaded rule sets. Correlations that none of them has end: write their changes before.</summary>
    public void Follow()
    {
        var timeline = registry.Timeline;
        _timeline = timeline;
        foreach (var (hash, rule) in _groups.Where(r => !timeline.Roots.ContainsKey(r.Key)).ToArray())
        {
            rule.End();
            _groups.Remove(hash);
        }

        foreach (var (hash, gap) in _gaps.Where(g => !timeline.Roots.ContainsKey(g.Key)).ToArray())
        {
            gap.End();
            _gaps.Remove(hash);
        }

        foreach (var (hash, active) in timeline.Roots)
        {
            Follow(hash, active);
        }
    }

    private void Follow(CorrelationHash hash, ActiveRule active)
    {
        if (_groups.TryGetValue(hash, out var rule))
        {
            rule.Evaluator.Active = active;
        }
        else if (_gaps.TryGetValue(hash, out var gap))
        {
            gap.Active = active;
        }
        else if (active.Rule.Definition is GapDefinition)
        {
            _gaps.Add(hash, gapOf(active));
        }
        else
        {
            _groups.Add(hash, groupsOf(active));
        }
    }
}

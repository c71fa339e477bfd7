using Streams.Detections.Indexing;
using Streams.Detections.Matching;
using Streams.Schemas.Events;

namespace Streams.Detections.Rules;

/// <summary>Finds the rules that an event matches. Thread-safe; the view is the caller's.</summary>
public sealed class RuleMatcher
{
    private readonly RuleIndex[] _bySource;
    private readonly Lazy<RuleIndex> _all;
    private readonly IReadOnlyList<DetectionRule> _rules;

    internal RuleMatcher(IReadOnlyList<DetectionRule> rules, int slotCount)
    {
        _rules = rules;
        var conditions = rules.Select(r => r.Condition).ToArray();
        _all = new Lazy<RuleIndex>(() => new RuleIndex(conditions, [.. Enumerable.Range(0, rules.Count)], slotCount));
        _bySource =
        [
            .. EventSources.All.Select(source => new RuleIndex(
                conditions,
                [.. Enumerable.Range(0, rules.Count).Where(i => rules[i].Logsource.MayBe(source))],
                slotCount
            )),
        ];
    }

    /// <summary>Adds the indices (into <see cref="RuleSet.Detections"/>) of the rules that match, in their order.</summary>
    public void Match(EventView view, List<int> matches)
    {
        var parsed = view.Event;
        if (parsed.Type == EventType.Health || _bySource[(int)parsed.Source].IsEmpty)
        {
            return;
        }

        view.Extract();
        var judged = parsed.Source != EventSource.Audit || AuditStage.IsJudged(parsed.Fields, parsed.IsStartOmitted);
        foreach (var index in _bySource[(int)parsed.Source].Find(view))
        {
            var rule = _rules[index];
            if ((judged || rule.NamesStage) && rule.Logsource.Accepts(parsed) && rule.Condition.Matches(view))
            {
                matches.Add(index);
            }
        }
    }

    /// <summary>The same with every rule's logsource ignored, for bare JSON events.</summary>
    public void MatchAnySource(EventView view, List<int> matches)
    {
        view.Extract();
        foreach (var index in _all.Value.Find(view))
        {
            if (_rules[index].Condition.Matches(view))
            {
                matches.Add(index);
            }
        }
    }
}

using Streams.Detections.Rules;
using Streams.Schemas.Events;

namespace Streams.Detections.Matching;

/// <summary>Finds the rules that an event matches. Thread-safe; the view is the caller's.</summary>
public sealed class RuleMatcher
{
    private readonly int[][] _bySource;
    private readonly int[] _all;
    private readonly IReadOnlyList<DetectionRule> _rules;

    internal RuleMatcher(IReadOnlyList<DetectionRule> rules)
    {
        _rules = rules;
        _all = [.. Enumerable.Range(0, rules.Count)];
        _bySource = [.. EventSources.All.Select(source => _all.Where(i => rules[i].Logsource.MayBe(source)).ToArray())];
    }

    /// <summary>Adds the indices (into <see cref="RuleSet.Detections"/>) of the rules that match, in their order.</summary>
    public void Match(EventView view, List<int> matches)
    {
        var parsed = view.Event;
        if (parsed.Type == EventType.Health)
        {
            return;
        }

        var judged = parsed.Source != EventSource.Audit || AuditStage.IsJudged(parsed.Fields);
        foreach (var index in _bySource[(int)parsed.Source])
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
        foreach (var index in _all)
        {
            if (_rules[index].Condition.Matches(view))
            {
                matches.Add(index);
            }
        }
    }
}

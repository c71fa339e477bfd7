using Streams.Detections.Matching;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Detections.Rules;

/// <summary>
/// Which of the fields that the rules of a source look at its events carry. Resolved entities (<c>streams.*</c>) are not looked at, nor the bodies of audit events:
/// they are the audit policy's business. One thread.
/// </summary>
/// <param name="rules">The rules.</param>
/// <param name="source">The source.</param>
public sealed class FieldPresence(RuleSet rules, EventSource source)
{
    private static readonly string[] LookedAtElsewhere = ["streams.", "requestObject", "responseObject", "podspec."];
    private static readonly EntitySet None = new();
    private readonly DetectionRule[] _rules = [.. rules.Detections.Where(r => r.Logsource.MayBe(source))];
    private readonly Dictionary<DetectionRule, int> _events = [];
    private readonly bool[] _seen = new bool[rules.Slots.Count];
    private readonly FieldSlots _slots = rules.Slots;
    private readonly EventView _view = new(rules.Slots);

    /// <summary>Looks at an event.</summary>
    public void Add(ParsedEvent parsed)
    {
        if (parsed.Source != source)
        {
            return;
        }

        _view.Set(parsed, None);
        _view.Extract();
        for (var slot = 0; slot < _seen.Length; slot++)
        {
            _seen[slot] |= _view.Table.Has(slot);
        }

        foreach (var rule in _rules)
        {
            if (rule.Logsource.Accepts(parsed))
            {
                _events[rule] = _events.GetValueOrDefault(rule) + 1;
            }
        }
    }

    /// <summary>The fields that no event had, those of most rules first.</summary>
    /// <param name="least">A rule counts where its logsource had so many events.</param>
    /// <param name="rules">A field counts where so many of these rules look at it: what one rule alone asks for is mostly a field that few events have.</param>
    public IReadOnlyList<MissingField> Missing(int least, int rules) =>
        [
            .. _rules
                .Where(r => _events.GetValueOrDefault(r) >= least)
                .SelectMany(r => r.Fields.Select(f => f.Name).Distinct().Select(name => (Rule: r, Name: name)))
                .Where(u =>
                    !Array.Exists(LookedAtElsewhere, e => u.Name.StartsWith(e, StringComparison.Ordinal))
                    && _slots.TryIndexOf(u.Name, out var slot)
                    && !_seen[slot]
                )
                .GroupBy(u => u.Name, u => u.Rule)
                .Where(g => g.Count() >= rules)
                .Select(g => new MissingField(g.Key, g.Count(), g.Max(r => _events[r])))
                .OrderByDescending(m => m.Rules)
                .ThenBy(m => m.Field, StringComparer.Ordinal),
        ];
}

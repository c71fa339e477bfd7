using Streams.Schemas.Events;
using Streams.Schemas.Labels;

namespace Streams.Topologies.Observe.Habits;

/// <summary>What people have said of alerts up to a time. The last word on an alert counts.</summary>
/// <param name="registry">All that has been said.</param>
internal sealed class JudgedAlerts(LabelRegistry registry)
{
    private readonly Dictionary<string, Dictionary<string, Label>> _byRule = new(StringComparer.Ordinal);
    private IReadOnlyList<(Label Label, Timestamp From)> _known = [];
    private int _next;

    /// <summary>From when on the next one counts; <see cref="Timestamp.Never"/>: there is none.</summary>
    public Timestamp NextFrom => _next < Known().Count ? _known[_next].From : Timestamp.Never;

    /// <summary>Takes in what counts by a time.</summary>
    public void MoveTo(Timestamp time)
    {
        for (; _next < Known().Count && _known[_next].From <= time; _next++)
        {
            var label = _known[_next].Label;
            if (!_byRule.TryGetValue(label.Rule, out var alerts))
            {
                _byRule.Add(label.Rule, alerts = new Dictionary<string, Label>(StringComparer.Ordinal));
            }

            alerts[label.Alert] = label;
        }
    }

    /// <summary>What the alert of a rule that an entity's event is evidence of turned out to be; null: nobody has said.</summary>
    public AlertVerdict? Find(string entity, Hold hold)
    {
        AlertVerdict? found = null;
        foreach (var label in _byRule.GetValueOrDefault(hold.Rule)?.Values ?? Enumerable.Empty<Label>())
        {
            if (hold.Time >= label.FirstSeen && hold.Time <= label.LastSeen && label.Entities.Contains(entity))
            {
                found = found == AlertVerdict.True ? found : label.Verdict;
            }
        }

        return found;
    }

    /// <summary>Labels that came late stand before others that count already: all are taken in anew.</summary>
    private IReadOnlyList<(Label Label, Timestamp From)> Known()
    {
        if (registry.Labels is var labels && !ReferenceEquals(labels, _known))
        {
            (_known, _next) = (labels, 0);
            _byRule.Clear();
        }

        return _known;
    }
}

using System.Diagnostics;
using Streams.Detections.Matching;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Detections.Rules;

/// <summary>Measures what the condition of each detection costs on the events of its logsource. One thread.</summary>
public sealed class ConditionTimer
{
    /// <summary>A condition is asked so often in a row, so that the clock's own cost counts little.</summary>
    private const int Repeats = 8;
    private static readonly EntitySet None = new();
    private readonly RuleSet _rules;
    private readonly EventView _view;
    private readonly (long Ticks, long Events)[] _costs;

    /// <param name="rules">The rules.</param>
    public ConditionTimer(RuleSet rules) => (_rules, _view, _costs) = (rules, new EventView(rules.Slots), new (long, long)[rules.Detections.Count]);

    /// <summary>Asks every detection that the event concerns.</summary>
    public void Add(ParsedEvent parsed)
    {
        _view.Set(parsed, None);
        _view.Extract();
        for (var i = 0; i < _costs.Length; i++)
        {
            var rule = _rules.Detections[i];
            if (!rule.Logsource.Accepts(parsed))
            {
                continue;
            }

            var begin = Stopwatch.GetTimestamp();
            for (var n = 0; n < Repeats; n++)
            {
                rule.Condition.Matches(_view);
            }

            _costs[i] = (_costs[i].Ticks + Stopwatch.GetTimestamp() - begin, _costs[i].Events + 1);
        }
    }

    /// <summary>Microseconds an event, by the rule's id; rules that no event concerned are left out.</summary>
    public IReadOnlyDictionary<string, double> Microseconds() =>
        _costs
            .Select((cost, i) => (_rules.Detections[i].Meta.Id, Cost: cost))
            .Where(c => c.Cost.Events > 0)
            .ToDictionary(c => c.Id, c => c.Cost.Ticks * 1e6 / Stopwatch.Frequency / c.Cost.Events / Repeats, StringComparer.Ordinal);
}

using Streams.Connectors.Files.Recordings;
using Streams.Detections.Rules;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;

namespace Streams.Host.Rules.Backtests;

/// <summary>What each detection costs on the events of its logsource, measured by itself: without the index that passes over most of them.</summary>
internal sealed class RuleCosts : IParseSink
{
    private readonly ConditionTimer _timer;

    private RuleCosts(RuleSet rules) => _timer = new ConditionTimer(rules);

    /// <summary>Microseconds an event, by the rule's id; rules that no event concerned are left out.</summary>
    public static IReadOnlyDictionary<string, double> Of(RuleSet rules, IReadOnlyList<RecordingFile> files, ParserOptions options)
    {
        var costs = new RuleCosts(rules);
        var parsers = files.SelectMany(f => f.Sources).Distinct().ToDictionary(s => s, s => RecordParsers.Create(s, options));
        foreach (var line in new Recording(files, options).Read())
        {
            var record = new RawRecord
            {
                Value = line.Value,
                AppendTime = line.AppendTime,
                FileName = line.File,
            };
            parsers[line.Source].Parse(in record, costs);
        }

        return costs._timer.Microseconds();
    }

    void IParseSink.OnEvent(ParsedEvent parsed) => _timer.Add(parsed);

    void IParseSink.OnDead(in DeadElement dead) { }
}

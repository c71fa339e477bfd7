using Streams.Detections.Matching;
using Streams.Detections.Rules;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;
using Streams.Topologies.Entities;

namespace Streams.Host.Matching;

/// <summary>Matches raw lines of one source against the rules whose logsource accepts them: envelope, parser and taxonomy as in the pipeline, with the entities that the line itself names.</summary>
internal sealed class SourceMatching : ILineMatching, IParseSink
{
    private readonly RuleSet _rules;
    private readonly MatchWriter _output;
    private readonly IRecordParser _parser;
    private readonly EventView _view;
    private readonly EntityResolver _resolver = new(new EntityTable([]), "", "");
    private readonly EntitySet _entities = new();
    private readonly List<int> _matches = [];
    private string? _error;
    private bool _any;

    public SourceMatching(RuleSet rules, IReadOnlyList<EventSource> sources, MatchWriter output)
    {
        (_rules, _output) = (rules, output);
        _parser = RecordParsers.Create(sources, new ParserOptions());
        _view = new EventView(rules.Slots);
    }

    public MatchCounts Counts { get; } = new();

    public string? FirstError { get; private set; }

    public void Process(ReadOnlyMemory<byte> line)
    {
        var index = Counts.Events++;
        Counts.Bytes += line.Length;
        _matches.Clear();
        (_error, _any) = (null, false);
        _parser.Parse(new RawRecord { Value = line, AppendTime = new Timestamp(0) }, this);
        if (_error is { } error && !_any)
        {
            Counts.Errors++;
            FirstError ??= $"line {index + 1}: {error}";
            _output.Failed(index, error);
            return;
        }

        Counts.Matches += _matches.Count;
        _output.Matched(index, _matches);
    }

    void IParseSink.OnEvent(ParsedEvent parsed)
    {
        _any = true;
        if (parsed.IsJson)
        {
            parsed.Document = JsonRepair.Clean(parsed.Document);
        }

        var before = _matches.Count;
        _resolver.Resolve(parsed, parsed.Time, _entities);
        _view.Set(parsed, _entities);
        _rules.Matcher.Match(_view, _matches);
        for (var i = _matches.Count - 1; i >= before; i--)
        {
            if (_matches.IndexOf(_matches[i]) < before)
            {
                _matches.RemoveAt(i); // another item of the same list has matched it
            }
        }
    }

    void IParseSink.OnDead(in DeadElement dead) => _error ??= $"{dead.Reason}: {dead.Detail}";
}

using Streams.Detections.Matching;
using Streams.Detections.Rules;
using Streams.Schemas.Json;

namespace Streams.Host.Matching;

/// <summary>Matches JSON lines against rules as they stand: no envelope, no taxonomy, every logsource.</summary>
internal sealed class JsonMatching(RuleSet rules, MatchWriter output) : ILineMatching
{
    private readonly EventView _view = new(rules.Slots);
    private readonly List<int> _matches = [];

    public MatchCounts Counts { get; } = new();

    public string? FirstError => null;

    public void Process(ReadOnlyMemory<byte> line)
    {
        var index = Counts.Events++;
        Counts.Bytes += line.Length;
        if (_view.TrySet(JsonRepair.Clean(line)) is { } error)
        {
            Counts.Errors++;
            output.Failed(index, error);
            return;
        }

        _matches.Clear();
        rules.Matcher.MatchAnySource(_view, _matches);
        Counts.Matches += _matches.Count;
        output.Matched(index, _matches);
    }
}

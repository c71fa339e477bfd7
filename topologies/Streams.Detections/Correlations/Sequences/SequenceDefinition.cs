using System.Globalization;
using Streams.Detections.Yaml;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Correlations.Sequences;

/// <summary>
/// <c>temporal_ordered</c>: its rules match one after the other within the timespan, in the order written.
/// <c>streams.sequence</c>: the same, where a rule may have to match several times and another must not match between two.
/// </summary>
public sealed record SequenceDefinition : CorrelationDefinition
{
    private const int MostRuns = 100;

    private readonly bool[] _isAbsent;

    private SequenceDefinition(string type, IReadOnlyList<SequenceStep> steps, string condition, int inputs)
    {
        (Type, Steps, Condition) = (type, steps, condition);
        _isAbsent = new bool[inputs];
        foreach (var absent in steps.SelectMany(s => s.Without))
        {
            _isAbsent[absent] = true;
        }
    }

    /// <inheritdoc/>
    public override string Type { get; }

    /// <inheritdoc/>
    public override string Condition { get; }

    /// <inheritdoc/>
    public override bool IsOrdered => true;

    /// <summary>What must happen, in order; two at least.</summary>
    public IReadOnlyList<SequenceStep> Steps { get; }

    /// <summary>Whether an event that comes late may undo it.</summary>
    public override bool IsMonotone => !NeedsProof;

    /// <inheritdoc/>
    public override bool NeedsProof => Array.Exists(_isAbsent, absent => absent);

    /// <inheritdoc/>
    public override bool IsAbsent(int input) => _isAbsent[input];

    /// <summary>Reads <c>temporal_ordered</c>.</summary>
    internal static CorrelationDefinition ReadOrdered(CorrelationReader reader)
    {
        foreach (var key in (string[])["runs", "without"])
        {
            if (reader.Body.Find(key) is { } ours)
            {
                throw new RuleException(ours.Start, $"Sigma's temporal_ordered has no '{key}': write type: streams.sequence");
            }
        }

        return Make(reader, "one after the other", [.. Enumerable.Range(0, reader.Rules.Count).Select(input => new SequenceStep(input, 1, []))]);
    }

    /// <summary>Reads <c>streams.sequence</c>.</summary>
    internal static CorrelationDefinition Read(CorrelationReader reader)
    {
        var (absent, runs) = (AbsentOf(reader), RunsOf(reader));
        var (steps, waiting, words) = (new List<SequenceStep>(), new List<int>(), new List<string>());
        foreach (var (input, name) in reader.Rules.Index())
        {
            if (absent.Contains(name))
            {
                waiting.Add(input);
                continue;
            }

            var times = runs.GetValueOrDefault(name, 1);
            words.Add(
                string.Create(CultureInfo.InvariantCulture, $"{(times > 1 ? $"{times} times " : "")}{name}")
                    + (waiting.Count > 0 ? $" without {string.Join(", ", waiting.Select(w => reader.Rules[w]))} before it" : "")
            );
            steps.Add(new SequenceStep(input, times, [.. waiting]));
            waiting.Clear();
        }

        return Make(reader, string.Join(", then ", words), steps);
    }

    private static SequenceDefinition Make(CorrelationReader reader, string words, IReadOnlyList<SequenceStep> steps) =>
        reader.Body.Find("condition") is { } node and not YamlScalarNode { Value: null or "" }
            ? throw new RuleException(node.Start, $"{reader.Name} takes no condition: all of its rules, in their order")
        : steps.Count < 2 ? throw new RuleException(reader.RulesAt, "an order needs two rules")
        : new SequenceDefinition(reader.Name, steps, words, reader.Rules.Count);

    private static HashSet<string> AbsentOf(CorrelationReader reader)
    {
        var absent = reader.Body.Texts("without").ToHashSet(StringComparer.Ordinal);
        var at = (reader.Body.Find("without") ?? reader.Body.Node).Start;
        foreach (var name in absent.Where(name => !reader.Rules.Contains(name)))
        {
            throw new RuleException(
                at,
                $"'{name}' is none of the 'rules', among which its place says where it must not match{NearMiss.Suggest(name, reader.Rules)}"
            );
        }

        return reader.Rules.Count == 0 ? absent
            : absent.Contains(reader.Rules[0])
                ? throw new RuleException(at, $"'{reader.Rules[0]}' stands first, and nothing is before it: write a streams.absence")
            : absent.Contains(reader.Rules[^1])
                ? throw new RuleException(at, $"'{reader.Rules[^1]}' stands last, and nothing is after it: write a streams.absence with 'until'")
            : absent;
    }

    private static Dictionary<string, int> RunsOf(CorrelationReader reader)
    {
        var runs = new Dictionary<string, int>(StringComparer.Ordinal);
        if (reader.Body.Find("runs") is not { } node)
        {
            return runs;
        }

        var map = node as YamlMappingNode ?? throw new RuleException(node.Start, "'runs' is a map of rules and numbers, as in {failed: 5}");
        foreach (var (key, value) in map.Children)
        {
            var name = $"{key}";
            runs[name] =
                !reader.Rules.Contains(name) ? throw new RuleException(key.Start, $"'{name}' is none of the 'rules'{NearMiss.Suggest(name, reader.Rules)}")
                : reader.Body.Texts("without").Contains(name) ? throw new RuleException(key.Start, $"'{name}' must not match, by 'without'")
                : int.TryParse($"{value}", NumberStyles.None, CultureInfo.InvariantCulture, out var times) && times is >= 1 and <= MostRuns ? times
                : throw new RuleException(value.Start, $"a rule matches 1 to {MostRuns} times, a whole number");
        }

        return runs;
    }
}

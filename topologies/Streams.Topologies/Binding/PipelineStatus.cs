using System.Collections.Concurrent;
using Streams.Schemas.Events;
using Streams.Topologies.Counts;
using Streams.Topologies.Normalise;
using Streams.Topologies.Observe.Habits;
using Streams.Topologies.Time;

namespace Streams.Topologies.Binding;

/// <summary>The counts of this process's tasks, for metrics and the last line. Reads may see a record half counted; after a stop they are exact.</summary>
public sealed class PipelineStatus
{
    private readonly ConcurrentDictionary<string, NormaliseCounts> _normalise = new(StringComparer.Ordinal);

    /// <summary>The counts by <c>topic-partition</c>.</summary>
    public IReadOnlyDictionary<string, NormaliseCounts> Normalise => _normalise;

    /// <summary>What came in, by task (<c>observe-0</c>, <c>correlate-1</c>).</summary>
    public ConcurrentDictionary<string, StageCounts> Counts { get; } = new(StringComparer.Ordinal);

    /// <summary>What is held back from learning, by task.</summary>
    public ConcurrentDictionary<string, QuarantineCounts> Quarantine { get; } = new(StringComparer.Ordinal);

    /// <summary>The sum over all tasks.</summary>
    public PipelineCounts Sum()
    {
        var normalise = new NormaliseCounts();
        foreach (var counts in _normalise.Values)
        {
            normalise.Add(counts);
        }

        return new PipelineCounts(normalise, Sum("observe"), Sum("correlate"));
    }

    /// <summary>By partition of C: the append time up to which everything has arrived there.</summary>
    public ConcurrentDictionary<int, Timestamp> Frontiers { get; } = new();

    /// <summary>How often an absence rule could not conclude, by rule.</summary>
    public ConcurrentDictionary<string, long> Blind { get; } = new(StringComparer.Ordinal);

    private StageCounts Sum(string stage)
    {
        var sum = new StageCounts();
        foreach (var (task, counts) in Counts)
        {
            if (task.StartsWith(stage, StringComparison.Ordinal))
            {
                sum.Add(counts);
            }
        }

        return sum;
    }

    /// <summary>What lets time pass at the end of each raw partition's log, by <c>topic-partition</c>.</summary>
    public ConcurrentDictionary<string, OriginClock> Clocks { get; } = new(StringComparer.Ordinal);

    /// <summary>Events that matched, by rule.</summary>
    public ConcurrentDictionary<string, long> Matches { get; } = new(StringComparer.Ordinal);

    /// <summary>Alerts opened, by rule.</summary>
    public ConcurrentDictionary<string, long> Alerts { get; } = new(StringComparer.Ordinal);

    /// <summary>Silences that are open, by partition of C and source.</summary>
    public ConcurrentDictionary<(int Partition, EventSource Source), int> Silences { get; } = new();

    internal static void Count(ConcurrentDictionary<string, long> counts, string key) => counts.AddOrUpdate(key, 1, static (_, count) => count + 1);

    /// <summary>The dialects in which events came, by <c>topic-partition</c>.</summary>
    public ConcurrentDictionary<string, (EventSource Source, DialectCounts Counts)> Dialects { get; } = new(StringComparer.Ordinal);

    internal void Put(string origin, NormaliseCounts counts) => _normalise[origin] = counts;
}

using Streams.Connectors.Simulation.Activities;
using Streams.Connectors.Simulation.Clusters;
using Streams.Connectors.Simulation.Records;

namespace Streams.Connectors.Simulation;

/// <summary>The ordinary life of a cluster: nothing in it is an attack, and much of it looks like one to a rule that is too simple.</summary>
public static class ClusterSimulation
{
    /// <summary>The files that <see cref="Run"/>'s lines belong into, as the recordings name them.</summary>
    public static IReadOnlyDictionary<Schemas.Events.EventSource, string> Files { get; } =
        new Dictionary<Schemas.Events.EventSource, string>
        {
            [Schemas.Events.EventSource.Audit] = "audit.jsonl",
            [Schemas.Events.EventSource.Container] = "container.fluentbit.jsonl",
            [Schemas.Events.EventSource.Dns] = "dns.cri.log",
            [Schemas.Events.EventSource.Journal] = "journal.jsonl",
            [Schemas.Events.EventSource.Kernel] = "kernel.log",
            [Schemas.Events.EventSource.Ebpf] = "falco.jsonl",
        };

    /// <summary>What goes on, by name.</summary>
    public static IReadOnlyList<string> ActivityNames => [.. ActivityTable.All.Select(a => a.Name)];

    /// <summary>The lines of all six sources in the order of their times.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 3 or more than 200 nodes, or a duration over 14 days.</exception>
    public static IEnumerable<SimulatedLine> Run(SimulationOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Nodes, 3);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Nodes, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Duration, TimeSpan.FromDays(14));
        return Lines(options);
    }

    private static IEnumerable<SimulatedLine> Lines(SimulationOptions options)
    {
        var written = new List<SimulatedLine>();
        var schedule = new Schedule(options.Start, options.Start + options.Duration);
        var chance = new Random(options.Seed);
        var cluster = new Cluster(options.Nodes, chance);
        var lifecycle = new PodLifecycle(schedule, cluster, new RecordWriter(schedule, written.Add), chance, options.Round);
        lifecycle.Begin();
        foreach (var activity in ActivityTable.All)
        {
            activity.Begin(lifecycle);
        }

        while (schedule.Step())
        {
            foreach (var line in written)
            {
                yield return line;
            }

            written.Clear();
        }
    }
}

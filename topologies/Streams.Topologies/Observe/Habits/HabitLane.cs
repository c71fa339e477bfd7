using Streams.Detections.Correlations.Habit;
using Streams.Models.Features;
using Streams.Schemas.Events;
using Streams.Topologies.Time;

namespace Streams.Topologies.Observe.Habits;

/// <summary>Behaviours that are judged in one order: those of principals wait for the audit log alone, those of workloads for all that tells of them.</summary>
/// <param name="name">Its name in the state.</param>
/// <param name="sources">The sources whose progress it waits for.</param>
internal sealed class HabitLane(string name, IReadOnlyList<EventSource> sources)
{
    /// <summary>Its name in the state.</summary>
    public string Name => name;

    /// <summary>The sources whose progress it waits for.</summary>
    public IReadOnlyList<EventSource> Sources => sources;

    /// <summary>What waits for the watermark.</summary>
    public BehaviourQueue Queue { get; } = new();

    /// <summary>The windows of features.</summary>
    public FeatureWindows Windows { get; } = new();

    /// <summary>Up to where everything was judged.</summary>
    public long Horizon { get; private set; } = WatermarkState.Unknown;

    /// <summary>Acts of principals.</summary>
    public static HabitLane Principals() => new("principals", HabitDefinition.PrincipalSources);

    /// <summary>Destinations, domains and programs of workloads; the audit log tells of their roll-outs.</summary>
    public static HabitLane Workloads() => new("workloads", HabitDefinition.WorkloadSources);

    /// <summary>Everything up to a time has been judged.</summary>
    public void MoveTo(long horizon)
    {
        Horizon = horizon;
        Windows.CloseTo(horizon);
    }
}

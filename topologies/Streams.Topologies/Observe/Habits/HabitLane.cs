using System.Globalization;
using System.Text.Json;
using Streams.Detections.Correlations.Habit;
using Streams.Models.Features;
using Streams.Models.Habits;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;
using Streams.Topologies.State;

namespace Streams.Topologies.Observe.Habits;

/// <summary>Behaviours that are judged in one order: those of principals wait for the audit log alone, those of workloads for all that tells of them.</summary>
internal sealed class HabitLane
{
    /// <summary>The first part of the key of a lane's horizon.</summary>
    public const string HorizonRecord = "h";

    /// <summary>The first part of a pane's key.</summary>
    public const string PaneRecord = "f";

    private const string PrincipalLane = "principals";
    private const string WorkloadLane = "workloads";
    private const char Separator = HabitRecords.Separator;

    private HabitLane(string name, IReadOnlyList<EventSource> sources, HabitOptions options, ToldTimes told, bool isKept, IObserveOutput output)
    {
        (Name, Sources) = (name, sources);
        Surprises = new SurpriseMemory(options.MaxSurprises, isKept);
        Findings = new HabitFindings(options, Surprises, told, output);
    }

    /// <summary>Its name in the state.</summary>
    public string Name { get; }

    /// <summary>The sources whose progress it waits for.</summary>
    public IReadOnlyList<EventSource> Sources { get; }

    /// <summary>What waits for the watermark.</summary>
    public BehaviourQueue Queue { get; } = new();

    /// <summary>The windows of features.</summary>
    public FeatureWindows Windows { get; } = new();

    /// <summary>What was surprising.</summary>
    public SurpriseMemory Surprises { get; }

    /// <summary>What correlations make of it.</summary>
    public HabitFindings Findings { get; }

    /// <summary>Surprises and windows that were forgotten because there were too many.</summary>
    public long Forgotten => Surprises.Forgotten + Windows.Forgotten;

    /// <summary>Up to where everything was judged.</summary>
    public Timestamp Horizon { get; private set; } = Timestamp.Unknown;

    /// <summary>The name of a behaviour's lane.</summary>
    public static string NameOf(Behaviour behaviour) => ((HabitClass)behaviour.Class).Row().Aspect == HabitAspect.Act ? PrincipalLane : WorkloadLane;

    /// <summary>Acts of principals.</summary>
    public static HabitLane Principals(HabitOptions options, ToldTimes told, bool isKept, IObserveOutput output) =>
        new(PrincipalLane, HabitDefinition.PrincipalSources, options, told, isKept, output);

    /// <summary>Destinations, domains and programs of workloads; the audit log tells of their roll-outs.</summary>
    public static HabitLane Workloads(HabitOptions options, ToldTimes told, bool isKept, IObserveOutput output) =>
        new(WorkloadLane, HabitDefinition.WorkloadSources, options, told, isKept, output);

    /// <summary>Everything up to a time has been judged.</summary>
    public void MoveTo(Timestamp horizon)
    {
        Horizon = horizon;
        Windows.CloseTo(horizon);
    }

    /// <summary>Puts back up to where everything was judged.</summary>
    public void RestoreHorizon(byte[] bytes) => MoveTo(JsonSerializer.Deserialize<Timestamp>(bytes, StateJson.Options));

    /// <summary>Puts back a pane.</summary>
    /// <param name="start">Its start, as the key has it.</param>
    /// <param name="set">Its set.</param>
    /// <param name="names">Cluster and entity, as the key has them.</param>
    /// <param name="bytes">Its stored form.</param>
    public void RestorePane(string start, string set, string names, byte[] bytes)
    {
        var parts = names.Split(Separator, 2);
        Windows.Restore(
            new(long.Parse(start, CultureInfo.InvariantCulture)),
            new FeatureKey(set, parts[0], parts[1]),
            JsonSerializer.Deserialize<FeaturePane>(bytes, StateJson.Options)!
        ); // written below
    }

    /// <summary>Writes what has changed.</summary>
    public void Flush(IHabitStore store)
    {
        Surprises.Flush(store);
        store.Put($"{HorizonRecord}{Separator}{Name}", JsonSerializer.SerializeToUtf8Bytes(Horizon, StateJson.Options));
        foreach (var (start, key, pane) in Windows.TakeChanges())
        {
            store.Put(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{PaneRecord}{Separator}{Name}{Separator}{start.Nanoseconds}{Separator}{key.Set}{Separator}{key.Cluster}{Separator}{key.Entity}"
                ),
                pane is null ? null : JsonSerializer.SerializeToUtf8Bytes(pane, StateJson.Options)
            );
        }
    }
}

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

    /// <summary>Less surprising than this is not kept: it could not decide anything.</summary>
    private const double Least = 0.1;

    private readonly HabitMemory _memory;

    private HabitLane(string name, IReadOnlyList<EventSource> sources, HabitParts parts)
    {
        (Name, Sources, _memory) = (name, sources, parts.Memory);
        Windows = new FeatureWindows { Blind = [.. sources.Where(parts.Unread.Contains).Select(s => s.Name())] };
        Surprises = new SurpriseMemory(parts.Options.MaxSurprises, parts.IsKept);
        Quarantine = new Quarantine(parts.Options, parts.Memory, parts.Labels, parts.Counts, parts.IsKept);
        Findings = new HabitFindings(parts, Surprises, Quarantine);
    }

    /// <summary>Its name in the state.</summary>
    public string Name { get; }

    /// <summary>The sources whose progress it waits for.</summary>
    public IReadOnlyList<EventSource> Sources { get; }

    /// <summary>What waits for the watermark.</summary>
    public BehaviourQueue Queue { get; } = new();

    /// <summary>The windows of features.</summary>
    public FeatureWindows Windows { get; }

    /// <summary>What was surprising.</summary>
    public SurpriseMemory Surprises { get; }

    /// <summary>What alerts rest on.</summary>
    public Quarantine Quarantine { get; }

    /// <summary>What correlations make of it.</summary>
    public HabitFindings Findings { get; }

    /// <summary>Surprises and windows that were forgotten because there were too many.</summary>
    public long Forgotten => Surprises.Forgotten + Windows.Forgotten;

    /// <summary>Up to where everything was judged.</summary>
    public Timestamp Horizon { get; private set; } = Timestamp.Unknown;

    /// <summary>The name of a behaviour's lane.</summary>
    public static string NameOf(Behaviour behaviour) => NameOf(((HabitClass)behaviour.Class).Row().Aspect);

    /// <summary>The name of an aspect's lane.</summary>
    public static string NameOf(HabitAspect aspect) => aspect == HabitAspect.Act ? PrincipalLane : WorkloadLane;

    /// <summary>Acts of principals.</summary>
    public static HabitLane Principals(HabitParts parts) => new(PrincipalLane, HabitDefinition.PrincipalSources, parts);

    /// <summary>Destinations, domains and programs of workloads; the audit log tells of their roll-outs.</summary>
    public static HabitLane Workloads(HabitParts parts) => new(WorkloadLane, HabitDefinition.WorkloadSources, parts);

    /// <summary>Judges a behaviour; in order, what was due before it comes first, so that steps of the watermark change nothing.</summary>
    public void JudgeInOrder(Behaviour behaviour)
    {
        Settle(behaviour.Time - 1);
        Judge(behaviour);
    }

    /// <summary>Judges a behaviour.</summary>
    public void Judge(Behaviour behaviour)
    {
        var @class = (HabitClass)behaviour.Class;
        var (habits, news) = (_memory.Of(behaviour.Cluster), Quarantine.See(behaviour));
        var sighting = new HabitSighting(behaviour.Entity, @class, behaviour.Value, behaviour.Time)
        {
            Act = behaviour.Act,
            IsPerson = (behaviour.Traits & BehaviourTraits.Person) != 0,
            IsOwn = (behaviour.Traits & BehaviourTraits.Own) != 0 && @class == HabitClass.Secret,
            IsEvidence = news is not null,
            Workload = behaviour.Workload,
        };
        var surprise = Surprise.None;
        if (news == false)
        {
            habits.Sight(sighting);
        }
        else
        {
            surprise = habits.Judge(sighting);
        }

        Windows.Add(behaviour, surprise.Value);
        if (@class == HabitClass.Denied && surprise.Value == 0)
        {
            Findings.TriedAgain(behaviour);
        }

        if (surprise.Value >= Least)
        {
            Findings.Add(new SurprisingBehaviour(behaviour, new HabitItem(behaviour.Time, behaviour.Evidence.EventId, @class, behaviour.Value, surprise)));
        }
    }

    /// <summary>Everything up to a time has been judged.</summary>
    public void MoveTo(Timestamp horizon)
    {
        Horizon = horizon;
        Windows.CloseTo(horizon);
    }

    /// <summary>Tells, and lets in, what has waited long enough, in the order of time.</summary>
    public void Settle(Timestamp until)
    {
        while (Timestamp.Min(Quarantine.NextDue, Findings.NextDue) is { IsNever: false } next && next <= until)
        {
            if (Quarantine.NextDue <= Findings.NextDue)
            {
                Quarantine.Release(Quarantine.NextDue);
            }
            else
            {
                Findings.TellNext();
            }
        }
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
        Quarantine.Flush(store);
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

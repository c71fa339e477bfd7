using System.Runtime.InteropServices;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;

namespace Streams.Models.Habits;

/// <summary>
/// The habits of all entities of one cluster, and how surprising each sighting is: a value never seen costs −ln((n1 + ½) / (N + 1)), where N is the number of sightings of the aspect
/// and n1 the number of values of its class that were seen once (Good and Turing's estimate of the chance of something new). There is no time of learning:
/// who has habits is surprising at once, who only does new things never is. Sightings come in the order of (time, id). One owner; bounded.
/// </summary>
public sealed class ClusterHabits(HabitOptions options, IHabitJournal? journal)
{
    private readonly HabitRoom _room = new(options, journal);
    private readonly RollOuts _rollOuts = new(Nanos(options.RollOutLasts));
    private readonly Action<string>? _rolledOut = journal is null ? null : journal.RolledOut;
    private readonly long _leastAge = Nanos(options.LeastAge);
    private readonly long _repeat = Nanos(options.Repeat);
    private readonly long _lookUpLasts = Nanos(options.LookUpLasts);
    private readonly long _domainKnown = Nanos(options.DomainKnown);

    /// <summary>Values and entities that were forgotten because there were too many.</summary>
    public long Forgotten => _room.Forgotten;

    /// <summary>The number of entities.</summary>
    public int Count => _room.Entities.Count;

    /// <summary>The bytes that entities and values take, about.</summary>
    public long Bytes => _room.Bytes;

    /// <summary>All entities, in no order.</summary>
    public IEnumerable<string> Entities => _room.Entities.Keys;

    /// <summary>An entity's habits; null where it was never seen.</summary>
    public EntityHabits? Find(string entity) => _room.Entities.GetValueOrDefault(entity);

    /// <summary>What a workload's containers are from a time on. May come in any order, before what it excuses.</summary>
    public void RollOut(string workload, Timestamp time, string containers) => _rollOuts.Add(workload, time, containers, _rolledOut);

    /// <summary>What is known of a workload's roll-outs, in order of time; empty where nothing is.</summary>
    public IReadOnlyList<RollOutFact> RollOutsOf(string workload) => _rollOuts.Of(workload);

    /// <summary>Puts back the roll-outs of a workload that were stored.</summary>
    public void RestoreRollOuts(string workload, IEnumerable<RollOutFact> facts) => _rollOuts.Restore(workload, facts);

    /// <summary>Puts back an entity that was stored.</summary>
    public void Restore(string entity, EntityHabits habits) => _room.Put(entity, habits);

    /// <summary>Takes in a sighting and says how surprising it is.</summary>
    public Surprise Judge(in HabitSighting sighting)
    {
        var entity = _room.Of(sighting);
        var aspect = entity.Of(sighting.Class.Row().Aspect);
        ref var trace = ref CollectionsMarshal.GetValueRefOrNullRef(aspect.Values, sighting.Value);
        if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref trace))
        {
            if (sighting.IsEvidence)
            {
                Sight(sighting, aspect);
            }
            else
            {
                See(sighting, entity, aspect, ref trace);
            }

            return Surprise.None;
        }

        var surprise = Measure(sighting, entity, aspect);
        if (sighting.IsEvidence)
        {
            Sight(sighting, aspect);
            return surprise;
        }

        Tally(sighting, entity, aspect);
        Learn(sighting, entity, aspect);
        return surprise;
    }

    /// <summary>
    /// Counts a sighting of evidence, and learns nothing of it. That the entity was seen is true whatever it did: without it, what follows an alert would surprise less and not more.
    /// </summary>
    public void Sight(in HabitSighting sighting) => Sight(sighting, _room.Of(sighting).Of(sighting.Class.Row().Aspect));

    /// <summary>Takes in what was held back, and counted.</summary>
    /// <param name="sighting">Its last sighting.</param>
    /// <param name="isOnce">Whether it was the only one.</param>
    public void Teach(in HabitSighting sighting, bool isOnce)
    {
        var entity = _room.Of(sighting);
        var aspect = entity.Of(sighting.Class.Row().Aspect);
        if (!aspect.Values.ContainsKey(sighting.Value))
        {
            Learn(sighting, entity, aspect);
        }

        ref var trace = ref CollectionsMarshal.GetValueRefOrNullRef(aspect.Values, sighting.Value);
        if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref trace) && !isOnce && trace.IsOnce)
        {
            entity.Of(trace.Class).Once--;
            trace = trace with { IsOnce = false };
            journal?.Changed(sighting.Entity, sighting.Class.Row().Aspect, sighting.Value);
        }
    }

    /// <summary>Takes back what a new value has taught, because it is evidence; that something was seen stays counted.</summary>
    /// <param name="name">The entity.</param>
    /// <param name="class">Its class.</param>
    /// <param name="value">The value.</param>
    /// <param name="cost">What it cost.</param>
    public void Unlearn(string name, HabitClass @class, string value, double cost)
    {
        var of = @class.Row().Aspect;
        if (Find(name) is not { } entity || entity.Find(of) is not { } aspect || !aspect.Values.ContainsKey(value))
        {
            return; // forgotten, and what it cost is forgotten with the entity
        }

        var counts = entity.Of(@class);
        counts.New--;
        counts.Cost -= cost;
        _room.Remove(name, entity, of, aspect, value);
        journal?.Changed(name);
    }

    private static long Nanos(TimeSpan span) => span.Ticks * 100;

    /// <summary>A known value.</summary>
    private void See(in HabitSighting sighting, EntityHabits entity, AspectHabits aspect, ref ValueTrace trace)
    {
        if (sighting.Class is HabitClass.Answered or HabitClass.Missing && sighting.Time - trace.First >= _domainKnown)
        {
            entity.LookedUp = sighting.Time;
            journal?.Changed(sighting.Entity);
        }

        journal?.Changed(sighting.Entity, sighting.Class.Row().Aspect, sighting.Value);
        if (sighting.Time - trace.Last < _repeat)
        {
            trace = trace with { Last = Timestamp.Max(trace.Last, sighting.Time) };
            return;
        }

        entity.Of(trace.Class).Once -= trace.IsOnce ? 1 : 0;
        trace = trace with { Last = sighting.Time, IsOnce = false };
        Tally(sighting, entity, aspect);
    }

    private Surprise Measure(in HabitSighting sighting, EntityHabits entity, AspectHabits aspect)
    {
        var @class = entity.Of(sighting.Class);
        if (!HasHabits(sighting, entity, aspect))
        {
            return Surprise.None;
        }

        var expected = @class.Chance(aspect.Sightings);
        var others = _room.HoldersOf(sighting.Class.Row().Aspect, sighting.Value);
        var excuses = Excuses(sighting, entity, aspect, others);
        var value = -Math.Log(expected) * options.FactorOf(excuses, sighting.IsPerson);
        @class.New += sighting.IsEvidence ? 0 : 1;
        @class.Cost += sighting.IsEvidence ? 0 : value;
        return new Surprise
        {
            Value = value,
            Expected = expected,
            Sightings = aspect.Sightings,
            Once = @class.Once,
            Since = entity.First,
            Others = others,
            Excuses = excuses,
            SettledAt = aspect.SettledAt,
            IsHeld = sighting.IsEvidence,
            Cost = @class.Cost,
            Foreseen = @class.Foreseen,
        };
    }

    private bool HasHabits(in HabitSighting sighting, EntityHabits entity, AspectHabits aspect) =>
        aspect.Sightings >= options.LeastSightings && sighting.Time - entity.First >= _leastAge;

    private void Learn(in HabitSighting sighting, EntityHabits entity, AspectHabits aspect)
    {
        entity.Of(sighting.Class).Once++;
        _room.Add(sighting, entity, aspect, new ValueTrace(sighting.Time, sighting.Time, sighting.Class, true, sighting.Act));
    }

    private void Tally(in HabitSighting sighting, EntityHabits entity, AspectHabits aspect)
    {
        var @class = entity.Of(sighting.Class);
        if (HasHabits(sighting, entity, aspect))
        {
            var p = @class.Chance(aspect.Sightings);
            @class.Foreseen -= p * Math.Log(p);
        }

        Sight(sighting, aspect);
    }

    private void Sight(in HabitSighting sighting, AspectHabits aspect)
    {
        if (++aspect.Sightings == options.Settled)
        {
            aspect.SettledAt = sighting.Time;
        }

        journal?.Changed(sighting.Entity);
    }

    private HabitExcuses Excuses(in HabitSighting sighting, EntityHabits entity, AspectHabits aspect, int others)
    {
        var excuses = others > 0 ? HabitExcuses.Common : HabitExcuses.None;
        excuses |= sighting.Workload is not null && _rollOuts.Excuses(sighting.Workload, sighting.Time) ? HabitExcuses.RollOut : HabitExcuses.None;
        excuses |= sighting.IsOwn || IsMadeBefore(sighting, aspect) ? HabitExcuses.Own : HabitExcuses.None;
        excuses |= sighting.Act is not null && aspect.Knows(sighting.Act) ? HabitExcuses.HabitualAct : HabitExcuses.None;
        return sighting.Class == HabitClass.Outside && entity.LookedUp is { } asked && sighting.Time - asked <= _lookUpLasts
            ? excuses | HabitExcuses.LookedUp
            : excuses;
    }

    /// <summary>Whether it is a secret that the entity made itself: who made it knows it, so reading it or writing it again tells little.</summary>
    private static bool IsMadeBefore(in HabitSighting sighting, AspectHabits aspect)
    {
        const string Kind = " secrets ";
        return sighting.Class == HabitClass.Secret
            && sighting.Value.IndexOf(Kind, StringComparison.Ordinal) is > 0 and var at
            && aspect.Values.ContainsKey(string.Concat("create", sighting.Value.AsSpan(at)));
    }
}

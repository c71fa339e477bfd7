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
    private const int EntityBytes = 800;

    private readonly Dictionary<string, EntityHabits> _entities = new(StringComparer.Ordinal);
    private readonly ValueHolders _holders = new();
    private long _entityBytes;
    private readonly RollOuts _rollOuts = new(Nanos(options.RollOutLasts));
    private readonly Action<string>? _rolledOut = journal is null ? null : journal.RolledOut;
    private readonly long _leastAge = Nanos(options.LeastAge);
    private readonly long _repeat = Nanos(options.Repeat);
    private readonly long _lookUpLasts = Nanos(options.LookUpLasts);
    private readonly long _domainKnown = Nanos(options.DomainKnown);

    /// <summary>Values and entities that were forgotten because there were too many.</summary>
    public long Forgotten { get; private set; }

    /// <summary>The number of entities.</summary>
    public int Count => _entities.Count;

    /// <summary>The bytes that entities and values take, about.</summary>
    public long Bytes => _entityBytes + _holders.Bytes;

    /// <summary>All entities, in no order.</summary>
    public IEnumerable<string> Entities => _entities.Keys;

    /// <summary>An entity's habits; null where it was never seen.</summary>
    public EntityHabits? Find(string entity) => _entities.GetValueOrDefault(entity);

    /// <summary>What a workload's containers are from a time on. May come in any order, before what it excuses.</summary>
    public void RollOut(string workload, Timestamp time, string containers) => _rollOuts.Add(workload, time, containers, _rolledOut);

    /// <summary>What is known of a workload's roll-outs, in order of time; empty where nothing is.</summary>
    public IReadOnlyList<RollOutFact> RollOutsOf(string workload) => _rollOuts.Of(workload);

    /// <summary>Puts back the roll-outs of a workload that were stored.</summary>
    public void RestoreRollOuts(string workload, IEnumerable<RollOutFact> facts) => _rollOuts.Restore(workload, facts);

    /// <summary>Puts back an entity that was stored.</summary>
    public void Restore(string entity, EntityHabits habits)
    {
        _entities[entity] = habits;
        _entityBytes += CostOf(entity);
        for (var i = 0; i < HabitClasses.Aspects; i++)
        {
            foreach (var value in habits.Find((HabitAspect)i)?.Values.Keys ?? Enumerable.Empty<string>())
            {
                _holders.Add((HabitAspect)i, value);
            }
        }
    }

    /// <summary>Takes in a sighting and says how surprising it is.</summary>
    public Surprise Judge(in HabitSighting sighting)
    {
        var entity = EntityOf(sighting);
        var aspect = entity.Of(sighting.Class.Row().Aspect);
        ref var trace = ref CollectionsMarshal.GetValueRefOrNullRef(aspect.Values, sighting.Value);
        if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref trace))
        {
            See(sighting, entity, aspect, ref trace);
            return Surprise.None;
        }

        var surprise = Measure(sighting, entity, aspect);
        Learn(sighting, entity, aspect);
        return surprise;
    }

    private static long Nanos(TimeSpan span) => span.Ticks * 100;

    private EntityHabits EntityOf(in HabitSighting sighting)
    {
        if (_entities.TryGetValue(sighting.Entity, out var known))
        {
            if (sighting.Time < known.First)
            {
                known.First = sighting.Time;
                journal?.Changed(sighting.Entity);
            }

            known.Last = Timestamp.Max(known.Last, sighting.Time);
            return known;
        }

        if (_entities.Count >= options.MaxEntities)
        {
            ForgetQuiet(sighting.Entity);
        }

        _entityBytes += CostOf(sighting.Entity);
        return _entities[sighting.Entity] = new EntityHabits(sighting.Time);
    }

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
        var others = _holders.Count(sighting.Class.Row().Aspect, sighting.Value);
        var excuses = Excuses(sighting, entity, aspect, others);
        var value = -Math.Log(expected) * options.FactorOf(excuses, sighting.IsPerson);
        @class.New++;
        @class.Cost += value;
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
            Cost = @class.Cost,
            Foreseen = @class.Foreseen,
        };
    }

    private bool HasHabits(in HabitSighting sighting, EntityHabits entity, AspectHabits aspect) =>
        aspect.Sightings >= options.LeastSightings && sighting.Time - entity.First >= _leastAge;

    /// <summary>The chance that a sighting is a new value of the class. A value forgotten may leave more seen once than sightings: never above one.</summary>
    private void Learn(in HabitSighting sighting, EntityHabits entity, AspectHabits aspect)
    {
        var of = sighting.Class.Row().Aspect;
        Tally(sighting, entity, aspect);
        entity.Of(sighting.Class).Once++;
        _holders.Add(of, sighting.Value);
        aspect.Add(sighting.Value, new ValueTrace(sighting.Time, sighting.Time, sighting.Class, true, sighting.Act));
        journal?.Changed(sighting.Entity, of, sighting.Value);
        if (aspect.Values.Count > options.MaxValues)
        {
            ForgetOldest(sighting.Entity, entity, of, aspect);
        }

        if (Bytes > options.MaxBytes)
        {
            ForgetQuiet(sighting.Entity);
        }
    }

    private void Tally(in HabitSighting sighting, EntityHabits entity, AspectHabits aspect)
    {
        var @class = entity.Of(sighting.Class);
        if (HasHabits(sighting, entity, aspect))
        {
            var p = @class.Chance(aspect.Sightings);
            @class.Foreseen -= p * Math.Log(p);
        }

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
        excuses |= sighting.IsOwn ? HabitExcuses.Own : HabitExcuses.None;
        excuses |= sighting.Act is not null && aspect.Knows(sighting.Act) ? HabitExcuses.HabitualAct : HabitExcuses.None;
        return sighting.Class == HabitClass.Outside && entity.LookedUp is { } asked && sighting.Time - asked <= _lookUpLasts
            ? excuses | HabitExcuses.LookedUp
            : excuses;
    }

    private void ForgetOldest(string name, EntityHabits entity, HabitAspect of, AspectHabits aspect)
    {
        foreach (var value in HabitEviction.Of(aspect, Math.Max(1, options.MaxValues / 10)))
        {
            Forget(name, entity, of, aspect, value);
        }
    }

    /// <summary>Makes a tenth of the room free.</summary>
    /// <param name="newest">Who needs the room.</param>
    private void ForgetQuiet(string newest)
    {
        var (count, bytes) = (options.MaxEntities - Math.Max(1, options.MaxEntities / 10), options.MaxBytes - (options.MaxBytes / 10));
        foreach (var (name, entity) in HabitEviction.Of(_entities))
        {
            if (_entities.Count <= count && Bytes <= bytes)
            {
                return;
            }

            if (name != newest)
            {
                Forget(name, entity);
            }
        }
    }

    private void Forget(string name, EntityHabits entity)
    {
        for (var i = 0; i < HabitClasses.Aspects; i++)
        {
            if (entity.Find((HabitAspect)i) is { } aspect)
            {
                foreach (var value in aspect.Values.Keys.ToArray())
                {
                    Forget(name, entity, (HabitAspect)i, aspect, value);
                }
            }
        }

        _entities.Remove(name);
        _entityBytes -= CostOf(name);
        journal?.Forgotten(name);
        Forgotten++;
    }

    private static long CostOf(string name) => EntityBytes + (sizeof(char) * (long)name.Length);

    private void Forget(string name, EntityHabits entity, HabitAspect of, AspectHabits aspect, string value)
    {
        var trace = aspect.Values[value];
        entity.Of(trace.Class).Once -= trace.IsOnce ? 1 : 0;
        aspect.Remove(value);
        _holders.Remove(of, value);
        journal?.Forgotten(name, of, value);
        Forgotten++;
    }
}

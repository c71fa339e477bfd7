using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;

namespace Streams.Models.Habits;

/// <summary>The entities of a cluster with their values, and the room that they take: of too many those go that are missed least. One owner.</summary>
/// <param name="options">How many, and how many bytes.</param>
/// <param name="journal">Is told what is forgotten; null: nobody is.</param>
internal sealed class HabitRoom(HabitOptions options, IHabitJournal? journal)
{
    private const int EntityBytes = 800;
    private readonly Dictionary<string, EntityHabits> _entities = new(StringComparer.Ordinal);
    private readonly ValueHolders _holders = new();
    private long _entityBytes;

    /// <summary>The entities by name.</summary>
    public IReadOnlyDictionary<string, EntityHabits> Entities => _entities;

    /// <summary>Values and entities that were forgotten because there were too many.</summary>
    public long Forgotten { get; private set; }

    /// <summary>The bytes that entities and values take, about.</summary>
    public long Bytes => _entityBytes + _holders.Bytes;

    /// <summary>How many entities have a value.</summary>
    public int HoldersOf(HabitAspect aspect, string value) => _holders.Count(aspect, value);

    /// <summary>Puts in an entity with its values.</summary>
    public void Put(string name, EntityHabits habits)
    {
        _entities[name] = habits;
        _entityBytes += CostOf(name);
        for (var i = 0; i < HabitClasses.Aspects; i++)
        {
            foreach (var value in habits.Find((HabitAspect)i)?.Values.Keys ?? Enumerable.Empty<string>())
            {
                _holders.Add((HabitAspect)i, value);
            }
        }
    }

    /// <summary>The entity of a sighting, which it has been seen by.</summary>
    public EntityHabits Of(in HabitSighting sighting)
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

    /// <summary>Puts in a value that the entity did not have.</summary>
    public void Add(in HabitSighting sighting, EntityHabits entity, AspectHabits aspect, in ValueTrace trace)
    {
        var of = sighting.Class.Row().Aspect;
        _holders.Add(of, sighting.Value);
        aspect.Add(sighting.Value, trace);
        journal?.Changed(sighting.Entity, of, sighting.Value);
        if (aspect.Values.Count > options.MaxValues)
        {
            foreach (var value in HabitEviction.Of(aspect, Math.Max(1, options.MaxValues / 10)))
            {
                Forget(sighting.Entity, entity, of, aspect, value);
            }
        }

        if (Bytes > options.MaxBytes)
        {
            ForgetQuiet(sighting.Entity);
        }
    }

    /// <summary>Takes out a value.</summary>
    public void Remove(string name, EntityHabits entity, HabitAspect of, AspectHabits aspect, string value)
    {
        var trace = aspect.Values[value];
        entity.Of(trace.Class).Once -= trace.IsOnce ? 1 : 0;
        aspect.Remove(value);
        _holders.Remove(of, value);
        journal?.Forgotten(name, of, value);
    }

    private static long CostOf(string name) => EntityBytes + (sizeof(char) * (long)name.Length);

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

    private void Forget(string name, EntityHabits entity, HabitAspect of, AspectHabits aspect, string value)
    {
        Remove(name, entity, of, aspect, value);
        Forgotten++;
    }
}

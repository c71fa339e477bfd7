using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;

namespace Streams.Models.Habits;

/// <summary>The habits of one entity. One owner.</summary>
/// <param name="first">The time of its first sighting.</param>
public sealed class EntityHabits(Timestamp first)
{
    private readonly AspectHabits?[] _aspects = new AspectHabits?[HabitClasses.Aspects];
    private readonly ClassHabits?[] _classes = new ClassHabits?[HabitClasses.All.Count];

    /// <summary>The time of its first sighting.</summary>
    public Timestamp First { get; set; } = first;

    /// <summary>The time of its last sighting.</summary>
    public Timestamp Last { get; set; } = first;

    /// <summary>When it last asked for a domain that it had known for a while; null: never.</summary>
    public Timestamp? LookedUp { get; set; }

    /// <summary>Whether there is enough of anything it does for an expectation.</summary>
    public bool IsSettled => Array.Exists(_aspects, static aspect => aspect?.SettledAt is not null);

    /// <summary>What it does of an aspect; null where nothing.</summary>
    public AspectHabits? Find(HabitAspect aspect) => _aspects[(int)aspect];

    /// <summary>What it does of a class; null where nothing.</summary>
    public ClassHabits? Find(HabitClass @class) => _classes[(int)@class];

    /// <summary>What it does of an aspect.</summary>
    public AspectHabits Of(HabitAspect aspect) => _aspects[(int)aspect] ??= new AspectHabits();

    /// <summary>What it does of a class.</summary>
    public ClassHabits Of(HabitClass @class) => _classes[(int)@class] ??= new ClassHabits();
}

using System.Globalization;
using Streams.Schemas.Behaviours;

namespace Streams.Topologies.Observe.Habits;

/// <summary>What names a held value: as habits do, an entity's value of an aspect.</summary>
internal readonly record struct HeldKey(string Cluster, string Entity, HabitAspect Aspect, string Value)
{
    /// <summary>The first part of its key in the state.</summary>
    public const string Record = "q";

    /// <summary>That of a behaviour.</summary>
    public static HeldKey Of(Behaviour behaviour) => new(behaviour.Cluster, behaviour.Entity, ((HabitClass)behaviour.Class).Row().Aspect, behaviour.Value);

    /// <summary>That of a value that is held.</summary>
    public static HeldKey Of(HeldValue held) => new(held.Cluster, held.Entity, held.Class.Row().Aspect, held.Value);

    /// <summary>Its key in the state.</summary>
    public string Text =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Record}{HabitRecords.Separator}{Cluster}{HabitRecords.Separator}{HabitRecords.Part(Entity)}{HabitRecords.Separator}{(int)Aspect}{HabitRecords.Separator}{Value}"
        );
}

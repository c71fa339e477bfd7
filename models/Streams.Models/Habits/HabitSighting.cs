using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;

namespace Streams.Models.Habits;

/// <summary>An entity was seen with a value.</summary>
/// <param name="Entity">The principal or workload.</param>
/// <param name="Class">What kind of value.</param>
/// <param name="Value">The value. Its meaning plays no part, only whether it was there before.</param>
/// <param name="Time">Its time.</param>
public readonly record struct HabitSighting(string Entity, HabitClass Class, string Value, Timestamp Time)
{
    /// <summary>Of an act: its kind, without the object; else null.</summary>
    public string? Act { get; init; }

    /// <summary>Whether the principal is a person and no service account.</summary>
    public bool IsPerson { get; init; }

    /// <summary>Whether the object is the entity's own: a secret of a service account's namespace.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Whether it is evidence of an alert: it is judged, and teaches nothing.</summary>
    public bool IsEvidence { get; init; }

    /// <summary>The workload whose roll-outs excuse what is new; null where none is known.</summary>
    public string? Workload { get; init; }
}

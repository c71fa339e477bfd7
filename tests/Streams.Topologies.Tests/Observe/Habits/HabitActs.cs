using Streams.Schemas.Behaviours;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Tests.Observe.Habits;

/// <summary>What a principal does, for tests of habits.</summary>
internal static class HabitActs
{
    /// <summary>An act of alice's; one that names secrets is of their class.</summary>
    /// <param name="act">What is done.</param>
    /// <param name="at">When, seconds.</param>
    /// <param name="alerted">The rules that it is evidence for.</param>
    public static Behaviour Act(string act, double at, params string[] alerted)
    {
        var isSecret = act.Contains("secrets", StringComparison.Ordinal);
        return new Behaviour
        {
            Class = (int)(isSecret ? HabitClass.Secret : HabitClass.OtherAct),
            Cluster = "c",
            Entity = "alice",
            Value = act,
            Act = isSecret ? null : "list",
            Entities = new EntitySet { [EntityKind.Principal] = "alice" },
            Evidence = new Evidence
            {
                EventId = $"{act} {at:F3}",
                Source = EventSource.Audit,
                Time = Some.At(at),
                Provenance = new Provenance("t", 0, 1, 1),
                Excerpt = act,
            },
            TimeSource = TimeSource.Record,
            Alerted = alerted,
        };
    }
}

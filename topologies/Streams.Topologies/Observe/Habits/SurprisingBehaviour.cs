using Streams.Models.Habits;
using Streams.Schemas.Behaviours;

namespace Streams.Topologies.Observe.Habits;

/// <summary>A behaviour that was surprising, as evidence of what may become an alert.</summary>
/// <param name="Behaviour">The behaviour.</param>
/// <param name="Item">The surprise.</param>
public sealed record SurprisingBehaviour(Behaviour Behaviour, HabitItem Item)
{
    /// <summary>The surprise; what it has taught may be taken back.</summary>
    public HabitItem Item { get; set; } = Item;
}

using Streams.Schemas.Events;

namespace Streams.Topologies.Observe.Habits;

/// <summary>Why a value is held back: an alert of a rule rests on it.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Time">The event's time.</param>
/// <param name="IsSevere">Whether only a label lets it in: the rule is of level high or critical.</param>
internal sealed record Hold(string Rule, Timestamp Time, bool IsSevere);

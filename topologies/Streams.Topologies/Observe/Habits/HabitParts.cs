using Streams.Models.Habits;
using Streams.Schemas.Events;

namespace Streams.Topologies.Observe.Habits;

/// <summary>What the lanes of habits share.</summary>
/// <param name="Options">How surprise is measured.</param>
/// <param name="Memory">The habits.</param>
/// <param name="Labels">What has been said of alerts.</param>
/// <param name="Counts">What is held back.</param>
/// <param name="Output">Where findings go.</param>
/// <param name="Unread">The sources that the pipeline does not read.</param>
/// <param name="IsKept">Whether what changes must be remembered, to be written.</param>
internal sealed record HabitParts(
    HabitOptions Options,
    HabitMemory Memory,
    LabelRegistry Labels,
    QuarantineCounts Counts,
    IObserveOutput Output,
    IReadOnlyList<EventSource> Unread,
    bool IsKept
)
{
    /// <summary>What has been told.</summary>
    public ToldTimes Told { get; } = new();
}

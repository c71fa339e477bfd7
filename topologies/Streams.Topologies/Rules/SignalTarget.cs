using Streams.Schemas.Signals;

namespace Streams.Topologies.Rules;

/// <summary>Where a match goes: a correlation of C, and how its group is found in the event.</summary>
/// <param name="Correlation">The content hash of the correlation.</param>
/// <param name="Input">The input the match counts as.</param>
/// <param name="GroupSlots">The fields of the group; empty: the default group.</param>
/// <param name="ValueSlots">The fields counted together; empty where none is counted.</param>
/// <param name="AllowMissing">Whether an event without a group field still alerts (plain rules).</param>
internal sealed record SignalTarget(CorrelationHash Correlation, string Input, int[] GroupSlots, int[] ValueSlots, bool AllowMissing)
{
    /// <summary>Adds it where it is not there: a correlation that two others of one root read needs its signals once.</summary>
    public void AddTo(List<SignalTarget> targets)
    {
        if (!targets.Exists(IsSame))
        {
            targets.Add(this);
        }
    }

    private bool IsSame(SignalTarget other) =>
        other.Correlation == Correlation
        && other.Input == Input
        && other.GroupSlots.AsSpan().SequenceEqual(GroupSlots)
        && other.ValueSlots.AsSpan().SequenceEqual(ValueSlots);
}

using System.Text.Json.Serialization;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary><c>value_count</c> with a lower bound, and <c>score</c>: n distinct values lie within the timespan. A value's latest signal stands for it.</summary>
public sealed class ValueCountPattern : Pattern
{
    /// <summary>n.</summary>
    public int Bound { get; set; }

    /// <summary>At most n values, each with its latest signal, the oldest first.</summary>
    public List<Signal> Recent { get; set; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsEmpty => Recent.Count == 0 && base.IsEmpty;

    /// <inheritdoc/>
    public override void Forget(long before)
    {
        base.Forget(before);
        Recent.RemoveAll(s => s.Time < before - Timespan);
    }

    /// <inheritdoc/>
    protected override Firing? Input(int index, Firing fired)
    {
        var signal = fired.Completing;
        Recent.RemoveAll(s => s.Time < signal.Time - Timespan || s.Value == signal.Value);
        Recent.Add(signal);
        if (Recent.Count > Bound)
        {
            Recent.RemoveAt(0);
        }

        return Recent.Count >= Bound ? new Firing([.. Recent], signal) : null;
    }
}

using System.Text.Json.Serialization;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary><c>event_count</c> with a lower bound: the last n signals lie within the timespan.</summary>
public sealed class CountPattern : Pattern
{
    /// <summary>n.</summary>
    public int Bound { get; set; }

    /// <summary>The last n signals.</summary>
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
        var now = fired.Completing.Time;
        Recent.Add(fired.Completing);
        Recent.RemoveAll(s => s.Time < now - Timespan);
        if (Recent.Count > Bound)
        {
            Recent.RemoveAt(0);
        }

        return Recent.Count >= Bound ? new Firing([.. Recent], fired.Completing) : null;
    }
}

using Streams.Schemas.Events;
using Streams.Topologies.Correlate.Signals;

namespace Streams.Topologies.Correlate.Groups;

/// <summary>A signal ahead of the watermark, its time beside it: many are looked at for their time alone.</summary>
internal readonly record struct BufferedSignal(Timestamp Time, PackedSignal Signal)
{
    /// <summary>The order in which signals are judged: time, place, event id, input, value.</summary>
    public int CompareTo(PackedSignal other) => Time != other.Time ? Time.CompareTo(other.Time) : Signal.CompareAtOneTime(other);
}

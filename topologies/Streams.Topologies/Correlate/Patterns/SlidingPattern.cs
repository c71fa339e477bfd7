using System.Text.Json.Serialization;
using Streams.Detections.Rules;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary><c>value_sum</c>, <c>value_avg</c>, <c>value_percentile</c> with a lower bound: the window that ends with each signal. Stepped only behind the watermark.</summary>
public sealed class SlidingPattern : Pattern
{
    /// <summary>The window.</summary>
    public required Samples Window { get; set; }

    /// <summary>The bounds.</summary>
    public required List<Threshold> Bounds { get; set; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsEmpty => Window.Times.Count == 0 && base.IsEmpty;

    /// <inheritdoc/>
    public override void Forget(long before)
    {
        base.Forget(before);
        Window.DropBefore(before - Timespan);
    }

    /// <inheritdoc/>
    protected override Firing? Input(int index, Firing fired)
    {
        var signal = fired.Completing;
        Window.DropBefore(signal.Time - Timespan);
        if (!Window.Add(signal))
        {
            return null;
        }

        var value = Window.Value();
        return Bounds.TrueForAll(b => b.IsMet(value)) ? new Firing([.. Window.Latest], signal) : null;
    }
}

using System.Text.Json.Serialization;
using Streams.Detections.Rules;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary>
/// A count, sum, average or percentile with an upper bound, an exact number or a range: known only once its window is over.
/// A window opens with the first signal that is in none and lasts the timespan, both ends included; what is late for it does not count. Stepped only behind the watermark.
/// </summary>
public sealed class ClosingPattern : Pattern
{
    /// <summary>The window.</summary>
    public required Samples Window { get; set; }

    /// <summary>The bounds.</summary>
    public required List<Threshold> Bounds { get; set; }

    /// <summary>When the window opened; null: none is open.</summary>
    public long? Opened { get; set; }

    /// <summary>Windows that ended before this time have been judged.</summary>
    public long Judged { get; set; } = long.MinValue;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsEmpty => Opened is null && base.IsEmpty;

    /// <inheritdoc/>
    [JsonIgnore]
    public override long Due => Opened is { } opened ? opened + Timespan + 1 : long.MaxValue;

    /// <inheritdoc/>
    public override Firing? Conclude(long time)
    {
        Judged = Math.Max(Judged, time);
        if (time < Due)
        {
            return null;
        }

        var (value, signals) = (Window.Value(), Window.Latest.ToArray());
        Opened = null;
        Window.Clear();
        return Bounds.TrueForAll(b => b.IsMet(value)) ? new Firing(signals, signals[^1]) : null;
    }

    /// <inheritdoc/>
    protected override Firing? Input(int index, Firing fired)
    {
        var time = fired.Completing.Time;
        if (time >= (Opened ?? Judged) && Window.Add(fired.Completing))
        {
            Opened ??= time;
        }

        return null;
    }
}

using System.Text.Json.Serialization;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary><c>absence</c>: the first input, and nothing of the second in the timespan before it. Stepped only behind the watermark.</summary>
public sealed class AbsencePattern : Pattern
{
    /// <summary>The last time of the second input.</summary>
    public long? LastSeen { get; set; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsEmpty => LastSeen is null && base.IsEmpty;

    /// <inheritdoc/>
    public override void Forget(long before)
    {
        base.Forget(before);
        LastSeen = LastSeen < before - Timespan ? null : LastSeen;
    }

    /// <inheritdoc/>
    protected override Firing? Input(int index, Firing fired)
    {
        if (index > 0)
        {
            LastSeen = Math.Max(LastSeen ?? long.MinValue, fired.Completing.Time);
            return null;
        }

        return LastSeen >= fired.Completing.Time - Timespan ? null : fired;
    }
}

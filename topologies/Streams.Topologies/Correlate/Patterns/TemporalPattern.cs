using System.Text.Json.Serialization;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary><c>temporal</c>: all inputs happen within the timespan, in any order.</summary>
public sealed class TemporalPattern : Pattern
{
    /// <summary>Each input's latest signal.</summary>
    public List<Signal?> Latest { get; set; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsEmpty => Latest.TrueForAll(s => s is null) && base.IsEmpty;

    /// <inheritdoc/>
    public override void Forget(long before)
    {
        base.Forget(before);
        for (var i = 0; i < Latest.Count; i++)
        {
            Latest[i] = Latest[i] is { } signal && signal.Time < before - Timespan ? null : Latest[i];
        }
    }

    /// <inheritdoc/>
    protected override Firing? Input(int index, Firing fired)
    {
        while (Latest.Count < Inputs.Count)
        {
            Latest.Add(null);
        }

        Latest[index] = fired.Completing;
        foreach (var signal in Latest)
        {
            if (signal is null || fired.Completing.Time - signal.Time > Timespan)
            {
                return null;
            }
        }

        return new Firing([.. Latest.OfType<Signal>().OrderBy(s => s.Time)], fired.Completing);
    }
}

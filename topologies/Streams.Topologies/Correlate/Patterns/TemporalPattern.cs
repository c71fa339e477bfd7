using System.Text.Json.Serialization;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary><c>temporal</c>: all inputs, or so many of them, happen within the timespan, in any order.</summary>
public sealed class TemporalPattern : Pattern
{
    /// <summary>How many of the inputs.</summary>
    public int Bound { get; set; }

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
        var recent = Latest.OfType<Signal>().Where(s => fired.Completing.Time - s.Time <= Timespan).OrderBy(s => s.Time).ToArray();
        return recent.Length >= Bound ? new Firing(recent, fired.Completing) : null;
    }
}

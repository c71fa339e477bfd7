using Streams.Schemas.Signals;

namespace Streams.Topologies.Correlate;

/// <summary>A signal ahead of the watermark.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Time">Its time.</param>
/// <param name="Upper">The upper half of <see cref="SettledIds.IdOf"/>.</param>
/// <param name="Lower">The lower half.</param>
/// <param name="Chunk">The stored piece it stands in; 0: none yet.</param>
internal readonly record struct Waiting(Signal Signal, long Time, ulong Upper, ulong Lower, int Chunk)
{
    /// <summary>What the signal is known by.</summary>
    public UInt128 Id => new(Upper, Lower);

    /// <summary>The order in which signals are judged: time, event id, input, value.</summary>
    public static int Compare(Signal a, Signal b)
    {
        var order = a.Time.CompareTo(b.Time);
        order = order != 0 ? order : string.CompareOrdinal(a.Evidence.EventId, b.Evidence.EventId);
        order = order != 0 ? order : string.CompareOrdinal(a.Input, b.Input);
        return order != 0 ? order : string.CompareOrdinal(a.Value, b.Value);
    }
}

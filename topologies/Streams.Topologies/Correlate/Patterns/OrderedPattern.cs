using System.Text.Json.Serialization;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary><c>temporal_ordered</c>: the inputs happen one after the other within the timespan. Of several beginnings the latest counts.</summary>
public sealed class OrderedPattern : Pattern
{
    /// <summary>For each number of inputs seen so far, less one: the signals of the latest such beginning.</summary>
    public List<List<Signal>?> Chains { get; set; } = [];

    /// <summary>For each chain the time at which its first input was complete: the window begins there.</summary>
    public List<long> Starts { get; set; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsEmpty => Chains.TrueForAll(c => c is null) && base.IsEmpty;

    /// <inheritdoc/>
    public override void Forget(long before)
    {
        base.Forget(before);
        for (var i = 0; i < Chains.Count; i++)
        {
            if (Chains[i] is not null && Starts[i] < before - Timespan)
            {
                Chains[i] = null;
            }
        }
    }

    /// <inheritdoc/>
    protected override Firing? Input(int index, Firing fired)
    {
        while (Chains.Count < Inputs.Count)
        {
            Chains.Add(null);
            Starts.Add(long.MinValue);
        }

        if (index == 0)
        {
            (Chains[0], Starts[0]) = ([.. fired.Signals], fired.Completing.Time);
            return null;
        }

        if (Chains[index - 1] is not { } chain || fired.Completing.Time - Starts[index - 1] > Timespan)
        {
            return null;
        }

        List<Signal> longer = [.. chain, .. fired.Signals];
        if (index == Inputs.Count - 1)
        {
            return new Firing(longer, fired.Completing);
        }

        (Chains[index], Starts[index]) = (longer, Starts[index - 1]);
        return null;
    }
}

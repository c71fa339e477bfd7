using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Topologies.Entities;

/// <summary>
/// What facts say of one property of a pod: for each rank the earliest. At a time the highest rank that had spoken by then holds,
/// so the answer hangs on what was said and not on the order in which it was taken in. Guarded by the pod.
/// </summary>
internal sealed class Attested
{
    private static readonly int Ranks = Enum.GetValues<FactRank>().Length;
    private readonly (string? Value, Timestamp From)[] _said = new (string?, Timestamp)[Ranks];

    /// <summary>What the highest rank says, whenever it said so; null where nobody did.</summary>
    public string? Latest
    {
        get
        {
            for (var rank = Ranks - 1; rank >= 0; rank--)
            {
                if (_said[rank].Value is { } value)
                {
                    return value;
                }
            }

            return null;
        }
    }

    /// <summary>What held at a time; null where nobody had spoken by then.</summary>
    public string? At(Timestamp time)
    {
        for (var rank = Ranks - 1; rank >= 0; rank--)
        {
            if (_said[rank] is (Value: { } value, From: var from) && from <= time)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>Takes in what a fact says.</summary>
    /// <returns>Whether it says anything new.</returns>
    public bool Say(string? value, Timestamp from, FactRank rank)
    {
        if (value is null)
        {
            return false;
        }

        for (var higher = Ranks - 1; higher > (int)rank; higher--)
        {
            if (_said[higher] is (Value: not null, From: var since) && since <= from)
            {
                return false;
            }
        }

        var known = _said[(int)rank];
        if (known.Value is not null && (known.From < from || (known.From == from && string.CompareOrdinal(known.Value, value) <= 0)))
        {
            return false;
        }

        _said[(int)rank] = (value, from);
        return true;
    }
}

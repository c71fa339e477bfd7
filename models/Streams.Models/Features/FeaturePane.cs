using System.IO.Hashing;
using System.Runtime.InteropServices;
using Streams.Schemas.Behaviours;

namespace Streams.Models.Features;

/// <summary>What an entity did in one minute, so that longer windows can be made of several. Mutable, one owner.</summary>
public sealed class FeaturePane
{
    /// <summary>The most distinct values counted; more are not told apart from this many.</summary>
    public const int MaxDistinct = 2_000;

    private readonly HashSet<ulong>?[] _values = new HashSet<ulong>?[(int)FeatureValues.Count];

    /// <summary>The counters.</summary>
    public long[] Counts { get; init; } = new long[(int)FeatureCounter.Count];

    /// <summary>The sums.</summary>
    public double[] Sums { get; init; } = new double[(int)FeatureSum.Count];

    /// <summary>Hashes of the distinct values, for storing.</summary>
    public ulong[]?[] Hashes
    {
        get => [.. _values.Select(set => set is null ? null : (ulong[])[.. set.Order()])];
        init
        {
            for (var i = 0; i < Math.Min(value.Length, _values.Length); i++)
            {
                _values[i] = value[i] is { } hashes ? [.. hashes] : null;
            }
        }
    }

    /// <summary>The most surprising behaviour, of equals the latest: the evidence of what a model finds in the window that ends with this pane.</summary>
    public Behaviour? Witness { get; set; }

    /// <summary>How surprising it was.</summary>
    public double WitnessSurprise { get; set; }

    /// <summary>A counter.</summary>
    public long this[FeatureCounter counter] => Counts[(int)counter];

    /// <summary>A sum.</summary>
    public double this[FeatureSum sum] => Sums[(int)sum];

    /// <summary>How many distinct values.</summary>
    public int this[FeatureValues values] => _values[(int)values]?.Count ?? 0;

    /// <summary>A part of the whole, 0 where the whole is nothing.</summary>
    public double Share(FeatureCounter part, FeatureCounter whole) => this[whole] == 0 ? 0 : (double)this[part] / this[whole];

    /// <summary>Takes in a behaviour as evidence.</summary>
    public void Witnessed(Behaviour behaviour, double surprise)
    {
        if (Witness is null || surprise > WitnessSurprise || (surprise == WitnessSurprise && IsLater(behaviour, Witness)))
        {
            (Witness, WitnessSurprise) = (behaviour, surprise);
        }
    }

    /// <summary>Counts one.</summary>
    public void Count(FeatureCounter counter, long by = 1) => Counts[(int)counter] += by;

    /// <summary>Adds to a sum.</summary>
    public void Add(FeatureSum sum, double value) => Sums[(int)sum] += value;

    /// <summary>Keeps the largest.</summary>
    public void Keep(FeatureSum sum, double value) => Sums[(int)sum] = Math.Max(Sums[(int)sum], value);

    /// <summary>Counts a distinct value.</summary>
    public void See(FeatureValues values, string value)
    {
        var set = _values[(int)values] ??= [];
        if (set.Count < MaxDistinct)
        {
            set.Add(XxHash3.HashToUInt64(MemoryMarshal.AsBytes(value.AsSpan())));
        }
    }

    /// <summary>Takes in another pane of the same entity.</summary>
    public void Merge(FeaturePane other)
    {
        for (var i = 0; i < Counts.Length; i++)
        {
            Counts[i] += other.Counts[i];
        }

        for (var i = 0; i < Sums.Length; i++)
        {
            Sums[i] = i == (int)FeatureSum.LongestLabel ? Math.Max(Sums[i], other.Sums[i]) : Sums[i] + other.Sums[i];
        }

        for (var i = 0; i < _values.Length; i++)
        {
            if (other._values[i] is { } values)
            {
                (_values[i] ??= []).UnionWith(values);
            }
        }
    }

    private static bool IsLater(Behaviour a, Behaviour b) =>
        a.Time != b.Time ? a.Time > b.Time : string.CompareOrdinal(a.Evidence.EventId, b.Evidence.EventId) > 0;
}

namespace Streams.Models.Artefacts;

/// <summary>How a value was distributed: the inner edges of ten bins of about equal shares, and the shares. A value on an edge belongs to the bin below.</summary>
/// <param name="Of">Whose: a feature, or the score.</param>
/// <param name="Edges">Ascending; fewer than nine where values repeat.</param>
/// <param name="Shares">One more than edges; they add up to 1.</param>
/// <param name="Rows">How many values it was made of.</param>
public sealed record Histogram(string Of, IReadOnlyList<double> Edges, IReadOnlyList<double> Shares, int Rows)
{
    /// <summary>The bins aimed at.</summary>
    public const int Bins = 10;

    /// <summary>The middle of the distribution, as near as the bins tell.</summary>
    public double Typical
    {
        get
        {
            var (sum, i) = (0.0, 0);
            while (i < Edges.Count - 1 && sum + Shares[i] < 0.5)
            {
                sum += Shares[i++];
            }

            return Edges.Count == 0 ? 0 : Edges[i];
        }
    }

    /// <summary>Makes one of values.</summary>
    public static Histogram Over(string of, IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        var edges = new List<double>();
        for (var i = 1; i < Bins && sorted.Length > 0; i++)
        {
            var edge = sorted[Math.Min(sorted.Length - 1, (int)((long)sorted.Length * i / Bins))];
            if (edges.Count == 0 || edge > edges[^1])
            {
                edges.Add(edge);
            }
        }

        var counts = new long[edges.Count + 1];
        foreach (var value in sorted)
        {
            counts[BinOf(edges, value)]++;
        }

        return new Histogram(of, edges, [.. counts.Select(c => sorted.Length == 0 ? 1.0 / counts.Length : (double)c / sorted.Length)], sorted.Length);
    }

    /// <summary>The bin of a value.</summary>
    public int BinOf(double value) => BinOf(Edges, value);

    private static int BinOf(IReadOnlyList<double> edges, double value)
    {
        var bin = 0;
        while (bin < edges.Count && value > edges[bin])
        {
            bin++;
        }

        return bin;
    }
}

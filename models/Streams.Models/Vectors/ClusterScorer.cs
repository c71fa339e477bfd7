using Streams.Models.Artefacts;

namespace Streams.Models.Vectors;

/// <summary>The mean square distance to the nearest centroid. A contribution is one feature's part of it.</summary>
internal sealed class ClusterScorer : IVectorScorer
{
    private readonly float[][] _centroids;

    /// <param name="parameters">The parameters.</param>
    /// <param name="count">The number of features.</param>
    /// <exception cref="FormatException">They do not fit.</exception>
    public ClusterScorer(ClusterParameters parameters, int count)
    {
        _centroids = [.. parameters.Centroids.Select(c => Numbers.Of(c, count, "numbers of a centroid"))];
        if (_centroids.Length == 0)
        {
            throw new FormatException("it has no centroid");
        }
    }

    /// <inheritdoc/>
    public bool IsProbability => false;

    /// <inheritdoc/>
    public double Score(ReadOnlySpan<float> features) => Distance(features, Nearest(features));

    /// <inheritdoc/>
    public void Explain(ReadOnlySpan<float> features, Span<double> contributions)
    {
        var centroid = Nearest(features);
        for (var i = 0; i < centroid.Length; i++)
        {
            var difference = (double)features[i] - centroid[i];
            contributions[i] = difference * difference / centroid.Length;
        }
    }

    private float[] Nearest(ReadOnlySpan<float> features)
    {
        var nearest = _centroids[0];
        foreach (var centroid in _centroids)
        {
            nearest = Distance(features, centroid) < Distance(features, nearest) ? centroid : nearest;
        }

        return nearest;
    }

    private static double Distance(ReadOnlySpan<float> features, float[] centroid)
    {
        var sum = 0.0;
        for (var i = 0; i < centroid.Length; i++)
        {
            var difference = (double)features[i] - centroid[i];
            sum += difference * difference / centroid.Length;
        }

        return sum;
    }
}

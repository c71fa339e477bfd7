using Streams.Models.Artefacts;

namespace Streams.Models.Vectors;

/// <summary>The mean square of what the main directions do not explain. A contribution is the square of one feature's rest, by the number of features.</summary>
internal sealed class SubspaceScorer : IVectorScorer
{
    private readonly float[] _mean;
    private readonly float[][] _directions;

    /// <param name="parameters">The parameters.</param>
    /// <param name="count">The number of features.</param>
    /// <exception cref="FormatException">They do not fit.</exception>
    public SubspaceScorer(SubspaceParameters parameters, int count)
    {
        _mean = Numbers.Of(parameters.Mean, count, "means");
        _directions = [.. parameters.Directions.Select(d => Numbers.Of(d, count, "numbers of a direction"))];
        if (_directions.Length > count)
        {
            throw new FormatException($"it has {_directions.Length} directions of {count} features");
        }
    }

    /// <inheritdoc/>
    public bool IsProbability => false;

    /// <inheritdoc/>
    public double Score(ReadOnlySpan<float> features)
    {
        Span<double> contributions = stackalloc double[_mean.Length];
        Explain(features, contributions);
        var sum = 0.0;
        foreach (var contribution in contributions)
        {
            sum += contribution;
        }

        return sum;
    }

    /// <inheritdoc/>
    public void Explain(ReadOnlySpan<float> features, Span<double> contributions)
    {
        Span<double> rest = stackalloc double[_mean.Length];
        for (var i = 0; i < rest.Length; i++)
        {
            rest[i] = (double)features[i] - _mean[i];
        }

        // Each direction is taken off what the ones before have left: exact where they are orthogonal, and near where rounding makes them not quite so.
        foreach (var direction in _directions)
        {
            var along = 0.0;
            for (var i = 0; i < rest.Length; i++)
            {
                along += rest[i] * direction[i];
            }

            for (var i = 0; i < rest.Length; i++)
            {
                rest[i] -= along * direction[i];
            }
        }

        for (var i = 0; i < rest.Length; i++)
        {
            contributions[i] = rest[i] * rest[i] / rest.Length;
        }
    }
}

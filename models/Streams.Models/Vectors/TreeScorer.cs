using Streams.Models.Artefacts;

namespace Streams.Models.Vectors;

/// <summary>An ensemble of trees, bit-equal to the trainer's own sum. A contribution is what the steps that a feature decides change, in log-odds: with the ensemble's mean they add up to the sum.</summary>
internal sealed class TreeScorer : IVectorScorer
{
    private const int MaxNodes = 100_000;
    private readonly TreeNodes[] _trees;
    private readonly TreeParameters _parameters;

    /// <param name="parameters">The parameters.</param>
    /// <param name="count">The number of features.</param>
    /// <exception cref="FormatException">They are no trees over so many features.</exception>
    public TreeScorer(TreeParameters parameters, int count)
    {
        if (parameters.All.Sum(t => (long)t.Leaves.Count) is 0 or > MaxNodes)
        {
            throw new FormatException("it has no tree, or too many");
        }

        (_parameters, _trees) = (parameters, [.. parameters.All.Select(t => new TreeNodes(t, count))]);
        Numbers.Check(parameters.Bias, "bias");
        Numbers.Check(parameters.Slope, "slope");
        Numbers.Check(parameters.Offset, "offset");
    }

    /// <summary>The sum before it is made a probability, in single precision as the trainer's.</summary>
    public float Sum(ReadOnlySpan<float> features)
    {
        var sum = 0.0;
        foreach (var tree in _trees)
        {
            sum += tree.LeafOf(features);
        }

        return (float)(sum + _parameters.Bias);
    }

    /// <inheritdoc/>
    public bool IsProbability => true;

    /// <inheritdoc/>
    public double Score(ReadOnlySpan<float> features) => 1 / (1 + Math.Exp((_parameters.Slope * Sum(features)) + _parameters.Offset));

    /// <inheritdoc/>
    public void Explain(ReadOnlySpan<float> features, Span<double> contributions)
    {
        contributions.Clear();
        foreach (var tree in _trees)
        {
            tree.Explain(features, contributions);
        }

        foreach (ref var contribution in contributions)
        {
            contribution *= -_parameters.Slope;
        }
    }
}

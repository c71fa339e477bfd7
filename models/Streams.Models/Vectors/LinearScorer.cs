using Streams.Models.Artefacts;

namespace Streams.Models.Vectors;

/// <summary>Logistic regression. A contribution is a weighted feature, in log-odds.</summary>
internal sealed class LinearScorer : IVectorScorer
{
    private readonly float[] _weights;
    private readonly LinearParameters _parameters;

    /// <param name="parameters">The parameters.</param>
    /// <param name="count">The number of features.</param>
    /// <exception cref="FormatException">They do not fit.</exception>
    public LinearScorer(LinearParameters parameters, int count)
    {
        (_parameters, _weights) = (parameters, Numbers.Of(parameters.Weights, count, "weights"));
        Numbers.Check(parameters.Bias, "bias");
        Numbers.Check(parameters.Slope, "slope");
        Numbers.Check(parameters.Offset, "offset");
    }

    /// <inheritdoc/>
    public bool IsProbability => true;

    /// <inheritdoc/>
    public double Score(ReadOnlySpan<float> features)
    {
        double sum = _parameters.Bias;
        for (var i = 0; i < _weights.Length; i++)
        {
            sum += (double)_weights[i] * features[i];
        }

        return 1 / (1 + Math.Exp((_parameters.Slope * sum) + _parameters.Offset));
    }

    /// <inheritdoc/>
    public void Explain(ReadOnlySpan<float> features, Span<double> contributions)
    {
        for (var i = 0; i < _weights.Length; i++)
        {
            contributions[i] = -_parameters.Slope * _weights[i] * features[i];
        }
    }
}

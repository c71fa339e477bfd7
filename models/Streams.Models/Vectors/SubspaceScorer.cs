using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Streams.Models.Artefacts;

namespace Streams.Models.Vectors;

/// <summary>
/// The mean square of what the main directions do not explain. A contribution is the square of one feature's rest, by the number of features.
/// Four features at a time, always in the same order and without fused operations: the same score to the bit on every processor.
/// </summary>
internal sealed class SubspaceScorer : IVectorScorer
{
    private readonly int _count;
    private readonly int _blocks;
    private readonly Vector256<double>[] _mean;
    private readonly Vector256<double>[] _directions;

    /// <param name="parameters">The parameters.</param>
    /// <param name="count">The number of features.</param>
    /// <exception cref="FormatException">They do not fit.</exception>
    public SubspaceScorer(SubspaceParameters parameters, int count)
    {
        if (parameters.Directions.Count > count)
        {
            throw new FormatException($"it has {parameters.Directions.Count} directions of {count} features");
        }

        (_count, _blocks) = (count, (count + Vector256<double>.Count - 1) / Vector256<double>.Count);
        _mean = Blocks(Numbers.Of(parameters.Mean, count, "means"));
        _directions = [.. parameters.Directions.SelectMany(d => Blocks(Numbers.Of(d, count, "numbers of a direction")))];
    }

    /// <inheritdoc/>
    public bool IsProbability => false;

    /// <inheritdoc/>
    [SkipLocalsInit]
    public double Score(ReadOnlySpan<float> features)
    {
        Span<Vector256<double>> rest = stackalloc Vector256<double>[_blocks];
        Reduce(features, rest);
        var squares = Vector256<double>.Zero;
        foreach (var block in rest)
        {
            squares += block * block;
        }

        return Vector256.Sum(squares) / _count;
    }

    /// <inheritdoc/>
    public void Explain(ReadOnlySpan<float> features, Span<double> contributions)
    {
        Span<Vector256<double>> rest = stackalloc Vector256<double>[_blocks];
        Reduce(features, rest);
        var numbers = MemoryMarshal.Cast<Vector256<double>, double>(rest);
        for (var i = 0; i < _count; i++)
        {
            contributions[i] = numbers[i] * numbers[i] / _count;
        }
    }

    /// <summary>What is left of features. Each direction is taken off what the ones before have left: exact where they are orthogonal, and near where rounding makes them not quite so.</summary>
    private void Reduce(ReadOnlySpan<float> features, Span<Vector256<double>> rest)
    {
        rest[^1] = Vector256<double>.Zero;
        var numbers = MemoryMarshal.Cast<Vector256<double>, double>(rest);
        for (var i = 0; i < features.Length; i++)
        {
            numbers[i] = features[i];
        }

        for (var i = 0; i < rest.Length; i++)
        {
            rest[i] -= _mean[i];
        }

        for (var from = 0; from < _directions.Length; from += rest.Length)
        {
            var direction = _directions.AsSpan(from, rest.Length);
            var products = Vector256<double>.Zero;
            for (var i = 0; i < rest.Length; i++)
            {
                products += rest[i] * direction[i];
            }

            var along = Vector256.Create(Vector256.Sum(products));
            for (var i = 0; i < rest.Length; i++)
            {
                rest[i] -= along * direction[i];
            }
        }
    }

    private static Vector256<double>[] Blocks(float[] numbers)
    {
        var blocks = new Vector256<double>[(numbers.Length + Vector256<double>.Count - 1) / Vector256<double>.Count];
        var into = MemoryMarshal.Cast<Vector256<double>, double>(blocks.AsSpan());
        for (var i = 0; i < numbers.Length; i++)
        {
            into[i] = numbers[i];
        }

        return blocks;
    }
}

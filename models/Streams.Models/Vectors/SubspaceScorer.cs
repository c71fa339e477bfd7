using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Streams.Models.Artefacts;

namespace Streams.Models.Vectors;

/// <summary>
/// The mean square of what the main directions do not explain. A contribution is the square of one feature's rest, by the number of features.
/// What is left of each feature alone stands in a table, so that no direction waits for the one before it; four features at a time, always in the same order and without
/// fused operations: the same score to the bit on every processor.
/// </summary>
internal sealed class SubspaceScorer : IVectorScorer
{
    private readonly int _count;

    /// <summary>The features, made even.</summary>
    private readonly int _padded;

    /// <summary>The blocks of four, made even.</summary>
    private readonly int _blocks;

    /// <summary>What is left of nothing but the mean taken off.</summary>
    private readonly Vector256<double>[] _start;

    /// <summary>For each pair of blocks and each feature, what is left of one of it.</summary>
    private readonly Vector256<double>[] _rests;

    /// <param name="parameters">The parameters.</param>
    /// <param name="count">The number of features.</param>
    /// <exception cref="FormatException">They do not fit.</exception>
    public SubspaceScorer(SubspaceParameters parameters, int count)
    {
        if (parameters.Directions.Count > count)
        {
            throw new FormatException($"it has {parameters.Directions.Count} directions of {count} features");
        }

        (_count, _padded, _blocks) = (count, (count + 1) / 2 * 2, (count + (2 * Vector256<double>.Count) - 1) / (2 * Vector256<double>.Count) * 2);
        double[] mean = [.. Numbers.Of(parameters.Mean, count, "means")];
        double[][] directions = [.. parameters.Directions.Select(d => (double[])[.. Numbers.Of(d, count, "numbers of a direction")])];
        _start = Blocks(Reduce(directions, [.. mean.Select(m => -m)]));
        Vector256<double>[][] rests =
        [
            .. Enumerable.Range(0, _padded).Select(f => Blocks(Reduce(directions, [.. Enumerable.Range(0, count).Select(i => i == f ? 1.0 : 0.0)]))),
        ];
        _rests = [.. Enumerable.Range(0, _blocks / 2).SelectMany(pair => rests.SelectMany(r => r.Skip(2 * pair).Take(2)))];
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

    /// <summary>What is left of features: the sum of what is left of each, two blocks and two features at a time.</summary>
    private void Reduce(ReadOnlySpan<float> features, Span<Vector256<double>> rest)
    {
        Span<double> numbers = stackalloc double[_padded];
        for (var i = 0; i < features.Length; i++)
        {
            numbers[i] = features[i];
        }

        numbers[features.Length..].Clear();
        var at = 0;
        for (var block = 0; block + 1 < rest.Length; block += 2)
        {
            var (first, second) = (_start[block], _start[block + 1]);
            var (oddFirst, oddSecond) = (Vector256<double>.Zero, Vector256<double>.Zero);
            var table = _rests.AsSpan(at, 2 * numbers.Length);
            for (var i = 0; i + 1 < numbers.Length; i += 2)
            {
                var (even, odd) = (Vector256.Create(numbers[i]), Vector256.Create(numbers[i + 1]));
                var four = table.Slice(2 * i, 4);
                first += even * four[0];
                second += even * four[1];
                oddFirst += odd * four[2];
                oddSecond += odd * four[3];
            }

            (rest[block], rest[block + 1]) = (first + oddFirst, second + oddSecond);
            at += table.Length;
        }
    }

    /// <summary>Each direction is taken off what the ones before have left: exact where they are orthogonal, and near where rounding makes them not quite so.</summary>
    private static double[] Reduce(double[][] directions, double[] rest)
    {
        foreach (var direction in directions)
        {
            var along = rest.Zip(direction, (r, d) => r * d).Sum();
            for (var i = 0; i < rest.Length; i++)
            {
                rest[i] -= along * direction[i];
            }
        }

        return rest;
    }

    private Vector256<double>[] Blocks(double[] numbers)
    {
        var blocks = new Vector256<double>[_blocks];
        numbers.CopyTo(MemoryMarshal.Cast<Vector256<double>, double>(blocks.AsSpan()));
        return blocks;
    }
}

using Streams.Models.Artefacts;

namespace Streams.Models.Vectors;

/// <summary>One tree, checked: every walk ends.</summary>
internal sealed class TreeNodes
{
    private readonly int[] _features;
    private readonly float[] _thresholds;
    private readonly int[] _left;
    private readonly int[] _right;
    private readonly double[] _values;
    private readonly double[] _leaves;

    /// <param name="tree">The tree.</param>
    /// <param name="count">The number of features.</param>
    /// <exception cref="FormatException">It is no tree over so many features.</exception>
    public TreeNodes(Tree tree, int count)
    {
        (_features, _thresholds, _left, _right) = ([.. tree.Features], [.. tree.Thresholds], [.. tree.Left], [.. tree.Right]);
        (_values, _leaves) = ([.. tree.Values], [.. tree.Leaves]);
        var nodes = _features.Length;
        if (_thresholds.Length != nodes || _left.Length != nodes || _right.Length != nodes || _values.Length != nodes || _leaves.Length != nodes + 1)
        {
            throw new FormatException("a tree's nodes and leaves do not fit together");
        }

        for (var i = 0; i < nodes; i++)
        {
            if (
                (uint)_features[i] >= (uint)count
                || float.IsNaN(_thresholds[i])
                || !double.IsFinite(_values[i])
                || !IsBehind(_left[i], i)
                || !IsBehind(_right[i], i)
            )
            {
                throw new FormatException($"node {i} of a tree leads nowhere");
            }
        }

        foreach (var leaf in _leaves)
        {
            Numbers.Check(leaf, "a leaf");
        }
    }

    /// <summary>The value of the leaf that features lead to.</summary>
    public double LeafOf(ReadOnlySpan<float> features)
    {
        if (_features.Length == 0)
        {
            return _leaves[0];
        }

        var node = 0;
        do
        {
            node = Next(node, features);
        } while (node >= 0);
        return _leaves[~node];
    }

    /// <summary>Adds what each step changes to the feature that decides it.</summary>
    public void Explain(ReadOnlySpan<float> features, Span<double> contributions)
    {
        var node = 0;
        while (node >= 0 && node < _features.Length)
        {
            var next = Next(node, features);
            contributions[_features[node]] += (next < 0 ? _leaves[~next] : _values[next]) - _values[node];
            node = next;
        }
    }

    private int Next(int node, ReadOnlySpan<float> features) => features[_features[node]] <= _thresholds[node] ? _left[node] : _right[node];

    private bool IsBehind(int child, int node) => child < 0 ? ~child < _leaves.Length : child > node && child < _features.Length;
}

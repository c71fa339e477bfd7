using Streams.Models.Artefacts;
using Streams.Schemas.Text;

namespace Streams.Models.Training.Onnx;

/// <summary>An ensemble of trees as ONNX's operator has it: every tree's nodes in a row of columns, leaves behind the nodes.</summary>
internal sealed class OnnxTrees
{
    private readonly List<long> _trees = [];
    private readonly List<long> _nodes = [];
    private readonly List<long> _features = [];
    private readonly List<float> _values = [];
    private readonly List<string> _modes = [];
    private readonly List<long> _true = [];
    private readonly List<long> _false = [];
    private readonly List<(long Tree, long Node, float Weight)> _leaves = [];

    /// <param name="trees">The trees.</param>
    public OnnxTrees(IReadOnlyList<Tree> trees)
    {
        for (var t = 0; t < trees.Count; t++)
        {
            Add(t, trees[t]);
        }
    }

    /// <summary>The operator's attributes.</summary>
    /// <param name="bias">What is added to the sum.</param>
    public IEnumerable<ProtobufWriter> Attributes(double bias) =>
        [
            OnnxAttributes.Of("n_targets", 1),
            OnnxAttributes.Of("base_values", [(float)bias]),
            OnnxAttributes.Of("nodes_treeids", _trees),
            OnnxAttributes.Of("nodes_nodeids", _nodes),
            OnnxAttributes.Of("nodes_featureids", _features),
            OnnxAttributes.Of("nodes_values", _values),
            OnnxAttributes.Of("nodes_modes", _modes),
            OnnxAttributes.Of("nodes_truenodeids", _true),
            OnnxAttributes.Of("nodes_falsenodeids", _false),
            OnnxAttributes.Of("target_treeids", _leaves.Select(l => l.Tree)),
            OnnxAttributes.Of("target_nodeids", _leaves.Select(l => l.Node)),
            OnnxAttributes.Of("target_ids", _leaves.Select(_ => 0L)),
            OnnxAttributes.Of("target_weights", _leaves.Select(l => l.Weight)),
        ];

    private void Add(int number, Tree tree)
    {
        var count = tree.Features.Count;
        for (var i = 0; i < count; i++)
        {
            Node(number, i, tree.Features[i], tree.Thresholds[i], "BRANCH_LEQ", Child(tree.Left[i], count), Child(tree.Right[i], count));
        }

        for (var i = 0; i < tree.Leaves.Count; i++)
        {
            Node(number, count + i, 0, 0, "LEAF", 0, 0);
            _leaves.Add((number, count + i, (float)tree.Leaves[i]));
        }
    }

    private void Node(long tree, long node, long feature, float value, string mode, long whenTrue, long whenFalse)
    {
        _trees.Add(tree);
        _nodes.Add(node);
        _features.Add(feature);
        _values.Add(value);
        _modes.Add(mode);
        _true.Add(whenTrue);
        _false.Add(whenFalse);
    }

    private static long Child(int child, int count) => child < 0 ? count + ~child : child;
}

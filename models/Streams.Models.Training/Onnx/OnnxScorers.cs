using Streams.Models.Artefacts;

namespace Streams.Models.Training.Onnx;

/// <summary>The part of a graph that scores, for each kind of parameters: a new kind is a row here.</summary>
internal static class OnnxScorers
{
    private static readonly Func<ModelArtefact, OnnxGraph, string, bool>[] Rows = [Linear, Trees, Subspace, Clusters];

    /// <summary>Adds the nodes from prepared features to the score.</summary>
    /// <param name="artefact">The model.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="features">The features as the scorer takes them.</param>
    public static void Add(ModelArtefact artefact, OnnxGraph graph, string features)
    {
        if (!Array.Exists(Rows, row => row(artefact, graph, features)))
        {
            throw new FormatException("it has parameters of no kind that ONNX has a form for");
        }
    }

    private static bool Linear(ModelArtefact artefact, OnnxGraph graph, string features)
    {
        if (artefact.Linear is not { } linear)
        {
            return false;
        }

        var sum = graph.Add("MatMul", [features, graph.Constant(linear.Weights, linear.Weights.Count, 1)]);
        Probability(graph, graph.Add("Add", [sum, graph.Constant([linear.Bias], 1)]), linear.Slope, linear.Offset);
        return true;
    }

    private static bool Trees(ModelArtefact artefact, OnnxGraph graph, string features)
    {
        if (artefact.Trees is not { } trees)
        {
            return false;
        }

        var sum = graph.Add("TreeEnsembleRegressor", [features], new OnnxTrees(trees.All).Attributes(trees.Bias), domain: OnnxGraph.Trees);
        Probability(graph, sum, trees.Slope, trees.Offset);
        return true;
    }

    private static bool Subspace(ModelArtefact artefact, OnnxGraph graph, string features)
    {
        if (artefact.Subspace is not { } subspace)
        {
            return false;
        }

        var count = subspace.Mean.Count;
        var rest = graph.Add("Sub", [features, graph.Constant(subspace.Mean, 1, count)]);
        foreach (var direction in subspace.Directions)
        {
            var along = graph.Add("MatMul", [rest, graph.Constant(direction, count, 1)]);
            rest = graph.Add("Sub", [rest, graph.Add("MatMul", [along, graph.Constant(direction, 1, count)])]);
        }

        graph.Add("ReduceMean", [graph.Add("Mul", [rest, rest])], [OnnxAttributes.Of("axes", [1L]), OnnxAttributes.Of("keepdims", 1)], OnnxGraph.Output);
        return true;
    }

    private static bool Clusters(ModelArtefact artefact, OnnxGraph graph, string features)
    {
        if (artefact.Clusters is not { } clusters)
        {
            return false;
        }

        var (count, width) = (clusters.Centroids.Count, clusters.Centroids[0].Count);
        var apart = graph.Add("Unsqueeze", [features, graph.Constant(1)]);
        var difference = graph.Add("Sub", [apart, graph.Constant(clusters.Centroids.SelectMany(c => c), 1, count, width)]);
        var distance = graph.Add(
            "ReduceMean",
            [graph.Add("Mul", [difference, difference])],
            [OnnxAttributes.Of("axes", [2L]), OnnxAttributes.Of("keepdims", 0)]
        );
        graph.Add("ReduceMin", [distance], [OnnxAttributes.Of("axes", [1L]), OnnxAttributes.Of("keepdims", 1)], OnnxGraph.Output);
        return true;
    }

    private static void Probability(OnnxGraph graph, string sum, double slope, double offset)
    {
        var scaled = graph.Add("Mul", [sum, graph.Constant([(float)-slope], 1)]);
        graph.Add("Sigmoid", [graph.Add("Add", [scaled, graph.Constant([(float)-offset], 1)])], output: OnnxGraph.Output);
    }
}

using System.Globalization;
using Streams.Models.Artefacts;
using Streams.Models.Vectors;
using Streams.Schemas.Text;

namespace Streams.Models.Training.Onnx;

/// <summary>
/// A model as an ONNX file, for others' use: <c>features</c> (a row a window, the values of the artefact's features in their order, as exported) in, <c>score</c> out, in single precision.
/// It is written from the artefact that judges, and has no time and no machine in it: the same artefact gives the same bytes.
/// </summary>
public static class OnnxExport
{
    private const int IrVersion = 8;
    private const int Operators = 15;
    private const int TreeOperators = 3;

    /// <summary>Writes a model.</summary>
    /// <exception cref="FormatException">It is of a kind that ONNX has no form for.</exception>
    public static byte[] Write(WindowModel model)
    {
        var artefact = model.Artefact;
        var graph = new OnnxGraph(artefact.Features.Count);
        OnnxScorers.Add(artefact, graph, Prepare(artefact, graph));
        var written = new ProtobufWriter()
            .Number(1, IrVersion)
            .Text(2, "streams")
            .Text(4, "streams")
            .Message(7, graph.Write(artefact.Name))
            .Message(8, new ProtobufWriter().Text(1, "").Number(2, Operators))
            .Message(8, new ProtobufWriter().Text(1, OnnxGraph.Trees).Number(2, TreeOperators));
        foreach (var (key, value) in Facts(model))
        {
            written.Message(14, new ProtobufWriter().Text(1, key).Text(2, value));
        }

        return written.ToArray();
    }

    private static string Prepare(ModelArtefact artefact, OnnxGraph graph)
    {
        if (artefact.Standard is not { } standard)
        {
            return OnnxGraph.Input;
        }

        var count = standard.Means.Count;
        var logarithm = graph.Add("Log", [graph.Add("Add", [graph.Add("Relu", [OnnxGraph.Input]), graph.Constant([1f], 1)])]);
        var centred = graph.Add("Sub", [logarithm, graph.Constant(standard.Means, 1, count)]);
        return graph.Add("Mul", [centred, graph.Constant(standard.Scales, 1, count)]);
    }

    private static IEnumerable<(string Key, string Value)> Facts(WindowModel model) =>
        [
            ("model", model.Name),
            ("hash", model.Hash),
            ("set", model.Set.Name),
            ("set_hash", model.Set.Hash),
            ("window_seconds", model.Artefact.WindowSeconds.ToString(CultureInfo.InvariantCulture)),
            ("features", string.Join(' ', model.Artefact.Features)),
            ("threshold", model.Threshold.ToString("R", CultureInfo.InvariantCulture)),
        ];
}

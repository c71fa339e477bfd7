using Streams.Schemas.Text;

namespace Streams.Models.Training.Onnx;

/// <summary>An ONNX graph in the making: from the windows' features to a score, one node after the other.</summary>
/// <param name="features">The number of features.</param>
internal sealed class OnnxGraph(int features)
{
    /// <summary>The name of the input: a row a window, a column a feature.</summary>
    public const string Input = "features";

    /// <summary>The name of the output: a row a window.</summary>
    public const string Output = "score";

    /// <summary>The domain of trees.</summary>
    public const string Trees = "ai.onnx.ml";

    private const int FloatType = 1;
    private const int IntType = 7;
    private readonly ProtobufWriter _nodes = new();
    private readonly ProtobufWriter _constants = new();
    private int _next;

    /// <summary>Adds a node with one output.</summary>
    /// <param name="type">The operator.</param>
    /// <param name="inputs">What it takes.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <param name="output">The name of its output; null: one of its own.</param>
    /// <param name="domain">The operator's domain.</param>
    /// <returns>The output's name.</returns>
    public string Add(string type, string[] inputs, IEnumerable<ProtobufWriter>? attributes = null, string? output = null, string domain = "")
    {
        var node = new ProtobufWriter();
        foreach (var input in inputs)
        {
            node.Text(1, input);
        }

        var name = output ?? $"{type}{_next++}";
        node.Text(2, name).Text(3, $"{type}_{name}").Text(4, type);
        foreach (var attribute in attributes ?? [])
        {
            node.Message(5, attribute);
        }

        _nodes.Message(1, node.Text(7, domain));
        return name;
    }

    /// <summary>Adds a constant of singles.</summary>
    public string Constant(IEnumerable<float> values, params long[] dimensions)
    {
        var name = $"constant{_next++}";
        _constants.Message(5, new ProtobufWriter().Numbers(1, dimensions).Number(2, FloatType).Singles(4, values).Text(8, name));
        return name;
    }

    /// <summary>Adds a constant of whole numbers.</summary>
    public string Constant(params long[] values)
    {
        var name = $"constant{_next++}";
        _constants.Message(5, new ProtobufWriter().Numbers(1, [values.Length]).Number(2, IntType).Numbers(7, values).Text(8, name));
        return name;
    }

    /// <summary>The graph, written.</summary>
    /// <param name="name">Its name.</param>
    public ProtobufWriter Write(string name)
    {
        var graph = new ProtobufWriter();
        return graph.Raw(_nodes).Text(2, name).Raw(_constants).Message(11, Value(Input, features)).Message(12, Value(Output, 1));
    }

    private static ProtobufWriter Value(string name, int columns)
    {
        var shape = new ProtobufWriter().Message(1, new ProtobufWriter().Text(2, "windows")).Message(1, new ProtobufWriter().Number(1, columns));
        return new ProtobufWriter().Text(1, name).Message(2, new ProtobufWriter().Message(1, new ProtobufWriter().Number(1, FloatType).Message(2, shape)));
    }
}

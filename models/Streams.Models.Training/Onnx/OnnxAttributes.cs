using System.Text;
using Streams.Schemas.Text;

namespace Streams.Models.Training.Onnx;

/// <summary>Attributes of ONNX nodes.</summary>
internal static class OnnxAttributes
{
    private const int Int = 2;
    private const int Floats = 6;
    private const int Ints = 7;
    private const int Strings = 8;

    /// <summary>A number.</summary>
    public static ProtobufWriter Of(string name, long value) => new ProtobufWriter().Text(1, name).Number(3, value).Number(20, Int);

    /// <summary>Singles.</summary>
    public static ProtobufWriter Of(string name, IEnumerable<float> values) => new ProtobufWriter().Text(1, name).Singles(7, values).Number(20, Floats);

    /// <summary>Numbers.</summary>
    public static ProtobufWriter Of(string name, IEnumerable<long> values) => new ProtobufWriter().Text(1, name).Numbers(8, values).Number(20, Ints);

    /// <summary>Texts.</summary>
    public static ProtobufWriter Of(string name, IEnumerable<string> values)
    {
        var attribute = new ProtobufWriter().Text(1, name);
        foreach (var value in values)
        {
            attribute.Bytes(9, Encoding.UTF8.GetBytes(value));
        }

        return attribute.Number(20, Strings);
    }
}

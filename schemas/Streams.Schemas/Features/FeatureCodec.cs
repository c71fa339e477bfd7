using Streams.Schemas.Avro;

namespace Streams.Schemas.Features;

/// <summary>Feature vectors as Avro (<c>feature_vector.avsc</c>).</summary>
public static class FeatureCodec
{
    /// <summary>Encodes a vector.</summary>
    public static byte[] Encode(FeatureVector vector, AvroWriter writer)
    {
        writer.Begin(SchemaIds.FeatureVector);
        writer.String(vector.Name);
        writer.String(vector.Entity);
        writer.Long(vector.WindowStart);
        writer.Long(vector.WindowEnd);
        writer.Strings(vector.Names);
        writer.Block(vector.Values.Count);
        foreach (var value in vector.Values)
        {
            writer.Double(value);
        }

        writer.End();
        return writer.ToArray();
    }
}

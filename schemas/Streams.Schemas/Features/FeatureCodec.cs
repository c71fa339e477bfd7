using Streams.Schemas.Avro;

namespace Streams.Schemas.Features;

/// <summary>Feature vectors as Avro (<c>feature_vector.avsc</c>).</summary>
public static class FeatureCodec
{
    /// <summary>Encodes a vector.</summary>
    public static byte[] Encode(FeatureVector vector, AvroWriter writer)
    {
        writer.Begin(SchemaIds.FeatureVector);
        writer.String(vector.Set);
        writer.String(vector.SetHash);
        writer.String(vector.Cluster);
        writer.String(vector.Kind);
        writer.String(vector.Entity);
        writer.String(vector.Uid);
        writer.Time(vector.WindowStart);
        writer.Time(vector.WindowEnd);
        writer.Block(vector.Values.Count);
        foreach (var value in vector.Values)
        {
            writer.Float(value);
        }

        writer.End();
        writer.Long(vector.Events);
        writer.Long(vector.Late);
        writer.Strings(vector.Blind);
        return writer.ToArray();
    }

    /// <summary>Decodes a vector; null where the bytes are none.</summary>
    public static FeatureVector? Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new AvroReader(bytes);
        if (!reader.Begin(SchemaIds.FeatureVector))
        {
            return null;
        }

        var vector = new FeatureVector
        {
            Set = reader.String(),
            SetHash = reader.String(),
            Cluster = reader.String(),
            Kind = reader.String(),
            Entity = reader.String(),
            Uid = reader.String(),
            WindowStart = new(reader.Long()),
            WindowEnd = new(reader.Long()),
            Values = Floats(ref reader),
            Events = reader.Long(),
            Late = reader.Long(),
            Blind = reader.Strings(),
        };
        return reader.Failed ? null : vector;
    }

    private static List<float> Floats(ref AvroReader reader)
    {
        var values = new List<float>();
        for (var count = reader.Block(); count > 0; count = reader.Block())
        {
            for (; count > 0 && !reader.Failed; count--)
            {
                values.Add(reader.Float());
            }
        }

        return values;
    }
}

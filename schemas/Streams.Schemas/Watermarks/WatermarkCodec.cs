using Streams.Schemas.Avro;
using Streams.Schemas.Events;

namespace Streams.Schemas.Watermarks;

/// <summary>Watermarks as Avro (<c>watermark.avsc</c>).</summary>
public static class WatermarkCodec
{
    /// <summary>Encodes a vector.</summary>
    public static byte[] Encode(WatermarkVector vector, AvroWriter writer)
    {
        writer.Begin(SchemaIds.Watermark);
        writer.String(vector.Upstream);
        writer.Block(vector.Origins.Count);
        foreach (var origin in vector.Origins)
        {
            Write(origin, writer);
        }

        writer.End();
        return writer.ToArray();
    }

    /// <summary>Decodes a vector; null where the bytes are none.</summary>
    public static WatermarkVector? Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new AvroReader(bytes);
        if (!reader.Begin(SchemaIds.Watermark))
        {
            return null;
        }

        var upstream = reader.String();
        var origins = new List<OriginMark>();
        for (var count = reader.Block(); count > 0; count = reader.Block())
        {
            for (; count > 0 && !reader.Failed; count--)
            {
                origins.Add(new OriginMark((EventSource)reader.Code(EventSources.Count), reader.String(), reader.Time(), ReadNodes(ref reader)));
            }
        }

        return reader.Failed ? null : new WatermarkVector(upstream, origins);
    }

    private static void Write(OriginMark origin, AvroWriter writer)
    {
        writer.Long((long)origin.Source);
        writer.String(origin.Origin);
        writer.Time(origin.Frontier);
        writer.Block(origin.Nodes.Count);
        foreach (var node in origin.Nodes)
        {
            writer.String(node.Node);
            writer.Time(node.Highest);
            writer.Time(node.LastAppend);
            writer.Block(node.Segments.Count);
            foreach (var segment in node.Segments)
            {
                writer.Time(segment.Since);
                writer.Time(segment.Until);
                writer.Long(segment.Count);
            }

            writer.End();
        }

        writer.End();
    }

    private static List<NodeMark> ReadNodes(ref AvroReader reader)
    {
        var nodes = new List<NodeMark>();
        for (var count = reader.Block(); count > 0; count = reader.Block())
        {
            for (; count > 0 && !reader.Failed; count--)
            {
                nodes.Add(new NodeMark(reader.String(), reader.Time(), reader.Time(), ReadSegments(ref reader)));
            }
        }

        return nodes;
    }

    private static List<Segment> ReadSegments(ref AvroReader reader)
    {
        var segments = new List<Segment>();
        for (var count = reader.Block(); count > 0; count = reader.Block())
        {
            for (; count > 0 && !reader.Failed; count--)
            {
                segments.Add(new Segment(reader.Time(), reader.Time(), reader.Long()));
            }
        }

        return segments;
    }
}

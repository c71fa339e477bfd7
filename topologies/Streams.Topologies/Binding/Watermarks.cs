using System.Text;
using Streams.Engine.Hosting;
using Streams.Schemas.Avro;
using Streams.Schemas.Watermarks;

namespace Streams.Topologies.Binding;

/// <summary>Sends watermarks to every partition of a topic, and knows them on arrival.</summary>
internal static class Watermarks
{
    private static readonly KeyValuePair<string, byte[]>[] Headers = [new(WatermarkVector.Header, [1])];

    public static void Send(IStageOutput output, string topic, WatermarkVector vector, AvroWriter writer)
    {
        var value = WatermarkCodec.Encode(vector, writer);
        for (var partition = 0; partition < output.PartitionsOf(topic); partition++)
        {
            output.SendTo(topic, partition, Encoding.UTF8.GetBytes(vector.Upstream), value, Headers);
        }
    }

    public static bool IsWatermark(in StageInput input) => input.Headers is { } headers && headers.TryGetLastBytes(WatermarkVector.Header, out _);
}

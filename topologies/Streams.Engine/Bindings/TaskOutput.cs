using Confluent.Kafka;
using Streams.Engine.Assignment;
using Streams.Engine.Hosting;
using Streams.Engine.Instances;
using Streams.Engine.Tracing;

namespace Streams.Engine.Bindings;

/// <summary>Sends a task's results through the producer decorator, in the order of the calls.</summary>
internal sealed class TaskOutput(InstanceState instance) : IStageOutput
{
    private readonly Dictionary<string, TopicPartition[]> _places = [];

    private IStageProducer Producer => instance.Clients.Producer!; // made before any task

    public void Send(
        string topic,
        byte[] key,
        byte[]? value,
        IReadOnlyList<KeyValuePair<string, byte[]>>? headers = null,
        long? timestampMs = null,
        RecordOrigin? origin = null
    )
    {
        var all = PlacesOf(topic);
        var message = Message(key, value, headers, timestampMs);
        if (instance.Options.Traces is { } traces && TraceOf(traces, in origin) is { } trace)
        {
            (message.Headers ??= []).Add(RecordTraces.Header, trace);
        }

        Send(all[KeyPartitioner.Of(key, all.Length)], message);
    }

    public void SendTo(
        string topic,
        int partition,
        byte[] key,
        byte[]? value,
        IReadOnlyList<KeyValuePair<string, byte[]>>? headers = null,
        long? timestampMs = null
    ) => Send(PlacesOf(topic)[partition], Message(key, value, headers, timestampMs));

    public int PartitionsOf(string topic) => PlacesOf(topic).Length;

    private byte[]? TraceOf(RecordTraces traces, in RecordOrigin? origin) =>
        origin is { } of ? traces.HeaderOf(in of, instance.Trace)
        : instance.Trace is { } now ? RecordTraces.HeaderOf(now)
        : null;

    private void Send(TopicPartition place, Message<byte[], byte[]> message)
    {
        instance.Options.Seals?.Seal(place.Topic, message);
        Producer.Send(place, message);
    }

    private static Message<byte[], byte[]> Message(byte[] key, byte[]? value, IReadOnlyList<KeyValuePair<string, byte[]>>? headers, long? timestampMs)
    {
        var message = new Message<byte[], byte[]> { Key = key, Value = value! }; // null is a tombstone
        if (timestampMs is { } ms)
        {
            message.Timestamp = new Timestamp(ms, TimestampType.CreateTime);
        }

        if (headers is { Count: > 0 })
        {
            message.Headers = [];
            for (var i = 0; i < headers.Count; i++)
            {
                message.Headers.Add(headers[i].Key, headers[i].Value);
            }
        }

        return message;
    }

    private TopicPartition[] PlacesOf(string topic)
    {
        if (!_places.TryGetValue(topic, out var all))
        {
            var count = instance.Identity.PartitionsOf(topic);
            all = new TopicPartition[count];
            for (var i = 0; i < count; i++)
            {
                all[i] = new TopicPartition(topic, i);
            }

            _places[topic] = all;
        }

        return all;
    }
}

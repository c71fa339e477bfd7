using System.Text;
using Streams.Engine.Hosting;
using Streams.Engine.Tracing;

namespace Streams.Topologies.Tests.Binding;

/// <summary>What the engine gives a task: a store in memory, and an output that remembers.</summary>
internal sealed class BindingContext(string topic, FakeStore? store = null) : StageTaskContext, IStageOutput
{
    public List<(string Topic, byte[]? Value, Dictionary<string, string> Headers)> Sent { get; } = [];

    public override string Topic => topic;

    public override int Partition => 2;

    public override ITaskStore Store { get; } = store ?? new FakeStore();

    public override IStageOutput Output => this;

    public StageInput Record(long offset, byte[] value, params KeyValuePair<string, byte[]>[] headers)
    {
        var sent = new Confluent.Kafka.Headers();
        foreach (var (name, bytes) in headers)
        {
            sent.Add(name, bytes);
        }

        return new StageInput(topic, Partition, offset, "key"u8.ToArray(), value, 0, IsAppendTime: true, sent);
    }

    public override bool IsAppendTime => true;

    public override bool AtEndOfLog(out long pollBeganMs)
    {
        pollBeganMs = 0;
        return false;
    }

    public int PartitionsOf(string topic) => 1;

    public void Send(
        string topic,
        byte[] key,
        byte[]? value,
        IReadOnlyList<KeyValuePair<string, byte[]>>? headers = null,
        long? timestampMs = null,
        RecordOrigin? origin = null
    ) => Sent.Add((topic, value, (headers ?? []).ToDictionary(h => h.Key, h => Encoding.UTF8.GetString(h.Value))));

    public void SendTo(
        string topic,
        int partition,
        byte[] key,
        byte[]? value,
        IReadOnlyList<KeyValuePair<string, byte[]>>? headers = null,
        long? timestampMs = null
    ) => Send(topic, key, value, headers, timestampMs);
}

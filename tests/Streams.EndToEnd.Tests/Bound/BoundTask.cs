using Confluent.Kafka;
using Streams.Engine.Hosting;
using Streams.Engine.Tracing;

namespace Streams.EndToEnd.Tests.Bound;

/// <summary>A task with its place, its store and the topics it writes.</summary>
internal sealed class BoundTask : StageTaskContext, IStageOutput
{
    private readonly Dictionary<string, int> _partitions;
    private readonly Action<BoundRecord> _send;
    private IStageTask _task = null!; // set by Start, before any use
    private long _offset;

    public BoundTask(string topic, int partition, BoundStore store, Dictionary<string, int> partitions, Action<BoundRecord> send) =>
        (Topic, Partition, Kept, _partitions, _send) = (topic, partition, store, partitions, send);

    public override string Topic { get; }

    public override int Partition { get; }

    /// <summary>What outlives the task.</summary>
    public BoundStore Kept { get; }

    public override ITaskStore Store => Kept;

    public override IStageOutput Output => this;

    public override bool IsAppendTime => false;

    public override bool AtEndOfLog(out long pollBeganMs)
    {
        pollBeganMs = 0;
        return false;
    }

    /// <summary>Makes the task of its store.</summary>
    public void Start(Func<StageTaskContext, IStageTask> create)
    {
        _task = create(this);
        _task.Restored();
    }

    public void Process(BoundRecord record, long timestampMs)
    {
        var headers = new Headers();
        foreach (var (name, value) in record.Headers)
        {
            headers.Add(name, value);
        }

        _task.Process(new StageInput(Topic, Partition, _offset++, record.Key, record.Value ?? [], timestampMs, IsAppendTime: false, headers));
    }

    public void Tick(long timestampMs) => _task.Tick(timestampMs);

    public void Flush() => _task.Flush();

    public int PartitionsOf(string topic) => _partitions.GetValueOrDefault(topic, 1);

    public void Send(
        string topic,
        byte[] key,
        byte[]? value,
        IReadOnlyList<KeyValuePair<string, byte[]>>? headers = null,
        long? timestampMs = null,
        RecordOrigin? origin = null
    ) => SendTo(topic, KeyPartitioner.Of(key, PartitionsOf(topic)), key, value, headers, timestampMs);

    public void SendTo(
        string topic,
        int partition,
        byte[] key,
        byte[]? value,
        IReadOnlyList<KeyValuePair<string, byte[]>>? headers = null,
        long? timestampMs = null
    ) => _send(new BoundRecord(topic, partition, key, value, headers ?? []));
}

using Confluent.Kafka;
using Streamiz.Kafka.Net.Processors.Public;
using Streams.Engine.Assignment;
using Streams.Engine.Batches;
using Streams.Engine.Hosting;
using Streams.Engine.Instances;
using Streams.Engine.State;
using Streams.Engine.Telemetry;

namespace Streams.Engine.Bindings;

/// <summary>Binds one stage task to one Streamiz task. Public members are called on the stream thread only.</summary>
/// <remarks>
/// N18: a timer does nothing before its store reported the end of its restore. A timer that wrote asks for a commit,
/// else its output would be committed without its state. Outputs go through the producer decorator (N12, N19).
/// </remarks>
internal sealed class StageTransformer : ITransformer<byte[], byte[], byte[], byte[]>
{
    private readonly InstanceState _instance;
    private readonly string _topic;
    private ProcessorContext<byte[], byte[]> _context = null!; // set by Init
    private TaskStore _store = null!; // set by Init
    private PartitionState _partitionState = null!; // set by Init
    private IStageTask _task = null!; // set by Init
    private IStageOutput _output = null!; // set by Init
    private TopicTraffic _traffic = null!; // set by Init
    private int _partition;
    private bool _restored;

    /// <summary>Streamiz asks for it and never runs it.</summary>
    public StageTransformer()
        : this(null!, string.Empty) { }

    public StageTransformer(InstanceState instance, string topic)
    {
        this._instance = instance;
        this._topic = topic;
    }

    public void Init(ProcessorContext<byte[], byte[]> context)
    {
        this._context = context;
        _partition = context.Id.Partition;
        _store = _instance.Assignment.Stores.Assigned[(_instance.Identity.StoreName(_topic), _partition)];
        _partitionState = _instance.Assignment.Partitions[new TopicPartition(_topic, _partition)];
        _traffic = _instance.Telemetry.Of(_topic);
        var place = new TaskContext(_topic, _partition, _store.State, _partitionState, _instance);
        _output = place.Output;
        _task = _instance.Stage.CreateTask(place);
        _store.FlushTask = _task.Flush;
        context.Schedule(_instance.Stage.TickInterval, PunctuationType.PROCESSING_TIME, Tick);
    }

    public Record<byte[], byte[]> Process(Record<byte[], byte[]> record)
    {
        if (!_restored)
        {
            Restored();
        }

        _store.Touched = true;
        _store.HasOffset = true;
        var batch = (RecordBatch)record.Headers; // the consumer hands out nothing else
        var began = _instance.Options.Time.GetTimestamp();
        var records = batch.Records;
        foreach (ref readonly var one in records)
        {
            Process(in one);
        }

        var took = _instance.Options.Time.GetTimestamp() - began;
        _instance.Sizer.Measured(records.Length, took);
        _partitionState.Processed += records.Length;
        _traffic.Records += records.Length;
        _traffic.Bytes += batch.Bytes;
        _traffic.ProcessTicks += took;
        batch.Release();
        return null!; // nothing is forwarded
    }

    public void Close() { }

    private void Process(in BatchRecord record)
    {
        var input = new StageInput(
            _topic,
            _partition,
            record.Offset,
            record.Key,
            record.Value!, // the stage's consumer makes a null an empty one
            Math.Max(0, record.TimestampMs),
            _partitionState.IsAppendTime,
            record.Headers
        );
        if (_instance.Options.DeadLetterTopic is not null && _instance.Ends.Of(_topic, _partition, input.Offset) >= RecordEnds.Most)
        {
            GiveUp(in input);
            return;
        }

        if (_instance.Options.Seals?.Refuse(_topic, record.Key, record.Value, record.Headers) is { } fault)
        {
            Bury(in input, "unsealed", fault);
            return;
        }

        _instance.Trace = _instance.Options.Traces?.Begin(_instance.Stage.Name, _topic, _partition, input.Offset, record.Headers);
        try
        {
            _task.Process(in input);
        }
        catch (StateRefusedException refused)
        {
            // Not noted as an end at the record, which would be given up in the end: it is whole, and for others to read.
            _instance.Options.Leave($"{_instance.Stage.Name}, {_topic}[{_partition}] at {input.Offset}: {refused.Message}");
            throw;
        }
        catch (Exception)
        {
            // The process ends of it (the exception handler); the next one must know at which record.
            _instance.Ends.Note(_topic, _partition, input.Offset);
            throw;
        }

        if (_instance.Trace is { } trace)
        {
            trace.Dispose();
            _instance.Trace = null;
        }
    }

    private void Tick(long now)
    {
        if ((!_store.RestoreEnded && _instance.Options.Mends(Mends.TimersAfterRestore)) || !_store.IsOpen)
        {
            return;
        }

        if (!_restored)
        {
            Restored();
        }

        if (_task.Tick(_instance.Options.Time.GetUtcNow().ToUnixTimeMilliseconds()))
        {
            _instance.Options.Reached?.Invoke(EnginePoint.TimerSent);
            _store.Touched = true;
            _instance.Assignment.Uncommitted = true;
            _context.Commit();
        }
    }

    /// <summary>The record at which the process has ended three times goes to the dead letters, so that the rest goes on.</summary>
    private void GiveUp(in StageInput input)
    {
        _task.GiveUp(in input);
        Bury(in input, "internal", $"stage {_instance.Stage.Name} ended the process {RecordEnds.Most} times at this record");
    }

    private void Bury(in StageInput input, string reason, string detail)
    {
        if (_instance.Options.DeadLetterTopic is not { } topic)
        {
            return;
        }

        var headers = new DeadLetterHeaders(reason, detail)
        {
            Topic = _topic,
            Partition = _partition,
            Offset = input.Offset,
        };
        _output.Send(topic, input.Key, input.Value, headers.Write());
    }

    private void Restored()
    {
        _restored = true;
        try
        {
            _task.Restored();
        }
        catch (StateRefusedException refused)
        {
            _instance.Options.Leave($"{_instance.Stage.Name}, {_topic}[{_partition}]: {refused.Message}");
            throw;
        }
    }
}

using Confluent.Kafka;
using Streamiz.Kafka.Net.Processors.Public;
using Streams.Engine.Clients;
using Streams.Engine.Hosting;
using Streams.Engine.Running;
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
    private readonly InstanceState instance;
    private readonly string topic;
    private ProcessorContext<byte[], byte[]> context = null!; // set by Init
    private TaskStore store = null!; // set by Init
    private PartitionState partitionState = null!; // set by Init
    private IStageTask task = null!; // set by Init
    private IStageOutput output = null!; // set by Init
    private TopicTraffic traffic = null!; // set by Init
    private int partition;
    private bool restored;

    /// <summary>Streamiz asks for it and never runs it.</summary>
    public StageTransformer()
        : this(null!, string.Empty)
    {
    }

    public StageTransformer(InstanceState instance, string topic)
    {
        this.instance = instance;
        this.topic = topic;
    }

    public void Init(ProcessorContext<byte[], byte[]> context)
    {
        this.context = context;
        partition = context.Id.Partition;
        store = instance.Stores[(instance.StoreName(topic), partition)];
        partitionState = instance.Partitions[new TopicPartition(topic, partition)];
        traffic = instance.Telemetry.Of(topic);
        var place = new TaskContext(topic, partition, store.State, partitionState, instance);
        output = place.Output;
        task = instance.Stage.CreateTask(place);
        store.FlushTask = task.Flush;
        context.Schedule(instance.Stage.TickInterval, PunctuationType.PROCESSING_TIME, Tick);
    }

    public Record<byte[], byte[]> Process(Record<byte[], byte[]> record)
    {
        if (!restored)
        {
            Restored();
        }

        store.Touched = true;
        store.HasOffset = true;
        var batch = (RecordBatch)record.Headers; // the consumer hands out nothing else
        var began = instance.Options.Time.GetTimestamp();
        var records = batch.Records;
        foreach (ref readonly var one in records)
        {
            Process(in one);
        }

        var took = instance.Options.Time.GetTimestamp() - began;
        instance.Sizer.Measured(records.Length, took);
        partitionState.Processed += records.Length;
        traffic.Records += records.Length;
        traffic.Bytes += batch.Bytes;
        traffic.ProcessTicks += took;
        batch.Release();
        return null!; // nothing is forwarded
    }

    public void Close()
    {
    }

    private void Process(in BatchRecord record)
    {
        var input = new StageInput(
            topic,
            partition,
            record.Offset,
            record.Key,
            record.Value!, // the stage's consumer makes a null an empty one
            Math.Max(0, record.TimestampMs),
            partitionState.IsAppendTime,
            record.Headers);
        if (instance.Options.DeadLetterTopic is not null && instance.Ends.Of(topic, partition, input.Offset) >= RecordEnds.Most)
        {
            GiveUp(in input);
            return;
        }

        try
        {
            task.Process(in input);
        }
        catch (Exception)
        {
            // The process ends of it (the exception handler); the next one must know at which record.
            instance.Ends.Note(topic, partition, input.Offset);
            throw;
        }
    }

    private void Tick(long now)
    {
        if ((!store.RestoreEnded && instance.Options.Mends(Mends.TimersAfterRestore)) || !store.IsOpen)
        {
            return;
        }

        if (!restored)
        {
            Restored();
        }

        if (task.Tick(instance.Options.Time.GetUtcNow().ToUnixTimeMilliseconds()))
        {
            instance.Options.Reached?.Invoke(EnginePoint.TimerSent);
            store.Touched = true;
            instance.Uncommitted = true;
            context.Commit();
        }
    }

    /// <summary>The record at which the process has ended three times goes to the dead letters, so that the rest goes on.</summary>
    private void GiveUp(in StageInput input)
    {
        task.GiveUp(in input);
        var headers = new DeadLetterHeaders("internal", $"stage {instance.Stage.Name} ended the process {RecordEnds.Most} times at this record") { Topic = topic, Partition = partition, Offset = input.Offset };
        output.Send(instance.Options.DeadLetterTopic!, input.Key, input.Value, headers.Write());
    }

    private void Restored()
    {
        restored = true;
        task.Restored();
    }
}

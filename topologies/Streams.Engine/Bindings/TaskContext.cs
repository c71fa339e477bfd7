using Streams.Engine.Assignment;
using Streams.Engine.Hosting;

namespace Streams.Engine.Bindings;

/// <summary>One task's place, state and output.</summary>
internal sealed class TaskContext(string topic, int partition, ITaskStore store, PartitionState state, InstanceState instance) : StageTaskContext
{
    public override string Topic => topic;

    public override int Partition => partition;

    public override ITaskStore Store => store;

    public override IStageOutput Output { get; } = new TaskOutput(instance);

    public override bool IsAppendTime => instance.Clocks.IsAppendTime(topic);

    public override bool AtEndOfLog(out long pollBeganMs)
    {
        instance.Assignment.EndsWanted = true;
        if (!state.AtEnd(out pollBeganMs))
        {
            pollBeganMs = 0;
            return false;
        }

        return true;
    }
}

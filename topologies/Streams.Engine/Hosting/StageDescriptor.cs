namespace Streams.Engine.Hosting;

/// <summary>One stage as the engine runs it: a Streamiz application of its own.</summary>
public sealed record StageDescriptor
{
    /// <summary>The stage's name, part of the application id: <c>normalise</c>, <c>observe</c>, <c>correlate</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The input topics; each is a sub-topology with a store and a changelog of its own.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>
    /// Whether each partition of an input is a world of its own, so that partitions added to it are taken up and begin with an empty state.
    /// Where keys decide on partitions more of them would part a key from its state, and the start refuses it.
    /// </summary>
    public bool TakesUpPartitions { get; init; }

    /// <summary>The topics the stage writes to.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>Makes the task for one partition of one input. Runs on the stream thread, before restore.</summary>
    public required Func<StageTaskContext, IStageTask> CreateTask { get; init; }

    /// <summary>The commit interval; default 25 ms (B: 500 ms).</summary>
    public TimeSpan CommitInterval { get; init; } = TimeSpan.FromMilliseconds(25);

    /// <summary>The interval between ticks of a task; default 500 ms.</summary>
    public TimeSpan TickInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How many KafkaStream instances (of one stream thread each) run in this process; default 1.</summary>
    public int Instances { get; init; } = 1;
}

using Streams.Engine.Hosting;

namespace Streams.Engine.Instances;

/// <summary>What one KafkaStream instance (one stream thread) is called.</summary>
/// <param name="options">The engine's.</param>
/// <param name="stage">The stage that it runs.</param>
/// <param name="instanceName">The process among those with the same application ids.</param>
/// <param name="index">The instance among those of the stage in this process.</param>
/// <param name="partitions">The partition counts of the topics there are, read at the start.</param>
internal sealed class InstanceIdentity(
    EngineOptions options,
    StageDescriptor stage,
    string instanceName,
    int index,
    IReadOnlyDictionary<string, int> partitions
)
{
    public StageDescriptor Stage => stage;

    public string ApplicationId { get; } = StageNames.Application(options, stage);

    /// <summary>The same over restarts: what fences this instance's own predecessor (N13).</summary>
    public string Member { get; } = $"{options.ApplicationPrefix}-{stage.Name}-{instanceName}-{index}";

    /// <summary>
    /// Its name in the consumer group. A static member that comes back is given what it had, and nobody is told of partitions added meanwhile:
    /// with other inputs it is another member, so that the group divides them anew.
    /// </summary>
    public string GroupMember => $"{Member}-{stage.Inputs.Sum(i => partitions.GetValueOrDefault(i))}";

    public string StoreName(string topic) => StageNames.Store(stage, topic);

    public string ChangelogOfStore(string store) => $"{ApplicationId}-{store}-changelog";

    /// <summary>How many partitions an output has.</summary>
    /// <exception cref="InvalidOperationException">There is no such topic.</exception>
    public int PartitionsOf(string topic) =>
        partitions.TryGetValue(topic, out var known)
            ? known
            : throw new InvalidOperationException($"{topic} is no output of stage {stage.Name}, or was not there at the start");

    /// <summary>The process ends because of this instance.</summary>
    /// <exception cref="ProcessEndedException">In tests only.</exception>
    public ProcessEndedException Fail(string reason) => options.ProcessEnd.Fail($"{Member}: {reason}");

    /// <inheritdoc cref="Fail"/>
    public void End(string reason) => options.ProcessEnd.End($"{Member}: {reason}");
}

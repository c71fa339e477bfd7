using Streams.Host.Sinks;
using Streams.Schemas.Events;

namespace Streams.Host.Running;

/// <summary>Waits until everything up to a virtual time has gone through all stages and sinks.</summary>
internal static class PipelineEnd
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    public static async Task WaitAsync(Pipeline pipeline, IReadOnlyList<SinkRunner> sinks, Timestamp clock, CancellationToken cancel)
    {
        while (
            pipeline.Status.Frontiers.Count < pipeline.Shape.SignalPartitions || pipeline.Status.Frontiers.Values.Any(f => f < clock - Timestamp.Millisecond)
        )
        {
            await Task.Delay(Step, cancel).ConfigureAwait(false);
        }

        // The last alerts are committed within a commit interval; the sinks have them once they have been idle after that.
        await Task.Delay(TimeSpan.FromSeconds(1), cancel).ConfigureAwait(false);
        while (sinks.Any(s => !s.IsIdle))
        {
            await Task.Delay(Step, cancel).ConfigureAwait(false);
        }
    }
}

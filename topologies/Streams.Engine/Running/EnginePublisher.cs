using System.Globalization;
using Streams.Engine.Assignment;
using Streams.Engine.Telemetry;

namespace Streams.Engine.Running;

/// <summary>Publishes what the instances have counted, once a second; the size of the state every ten.</summary>
internal sealed class EnginePublisher(IReadOnlyList<InstanceState> instances, TimeProvider time)
{
    private const int StateEvery = 10;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private HashSet<(string Stage, string Partition)> _sized = [];

    public async Task RunAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            for (var round = 0; ; round++)
            {
                Publish(round % StateEvery == 0);
                await timer.WaitForNextTickAsync(cancel).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            Publish(sizes: true);
        }
    }

    private void Publish(bool sizes)
    {
        foreach (var stage in instances.GroupBy(i => i.Stage.Name))
        {
            EngineMetrics.PollAge.WithLabels(stage.Key).Set(stage.Max(i => i.Health.SinceLastPoll.TotalSeconds));
            EngineMetrics.RestoreRemaining.WithLabels(stage.Key).Set(stage.Sum(i => i.Assignment.Stores.Assigned.Values.Sum(s => s.RestoreRemaining)));
        }

        foreach (var instance in instances)
        {
            instance.Telemetry.Publish();
        }

        if (sizes)
        {
            PublishSizes();
        }
    }

    private void PublishSizes()
    {
        var now = new HashSet<(string Stage, string Partition)>();
        foreach (var instance in instances)
        {
            foreach (var ((store, partition), task) in instance.Assignment.Stores.Assigned)
            {
                var labels = (instance.Stage.Name, string.Create(CultureInfo.InvariantCulture, $"{store.AsSpan(instance.Stage.Name.Length + 1)}-{partition}"));
                now.Add(labels);
                EngineMetrics.StateEntries.WithLabels(labels.Name, labels.Item2).Set(task.Table.Entries);
                EngineMetrics.StateBytes.WithLabels(labels.Name, labels.Item2).Set(task.Table.Bytes);
            }
        }

        foreach (var gone in _sized)
        {
            if (!now.Contains(gone))
            {
                EngineMetrics.StateEntries.RemoveLabelled(gone.Stage, gone.Partition);
                EngineMetrics.StateBytes.RemoveLabelled(gone.Stage, gone.Partition);
            }
        }

        _sized = now;
    }
}

using System.Diagnostics;
using Streams.Engine.Hosting;
using Streams.Engine.Instances;
using Streams.Engine.State;
using Streams.Engine.Telemetry;
using Streams.Engine.Topics;

namespace Streams.Engine.Assignment;

/// <summary>What the decorated clients and the bindings of one KafkaStream instance (one stream thread) know of each other.</summary>
/// <param name="options">The engine's.</param>
/// <param name="stores">The stores of its tasks.</param>
/// <param name="clients">Its clients.</param>
/// <param name="ends">What ended the process before, by record.</param>
/// <param name="failed">The commits at which the process ended before.</param>
internal sealed class InstanceState(EngineOptions options, TaskStores stores, InstanceClients clients, RecordEnds ends, FailedCommits failed)
{
    public EngineOptions Options => options;

    public InstanceIdentity Identity => stores.Identity;

    public StageDescriptor Stage => stores.Identity.Stage;

    public InstanceClients Clients => clients;

    public InstanceHealth Health { get; } = new(options);

    public InstanceAssignment Assignment { get; } = new(stores, new HandedOut(failed, ends, stores.Identity.Member));

    /// <summary>What ended the process before, by record.</summary>
    public RecordEnds Ends => ends;

    /// <summary>The part of the way of the record that is worked on; null: it is not traced. The stream thread's own.</summary>
    public Activity? Trace { get; set; }

    /// <summary>How many records to take at once.</summary>
    public BatchSizer Sizer { get; } = new(options.Time);

    /// <summary>Its figures.</summary>
    public StageTelemetry Telemetry { get; } = new(stores.Identity.Stage.Name, options.Time);

    /// <summary>The longest time between two polls that the restore of this stage may take.</summary>
    public TimeSpan MaxPollInterval { get; init; } = options.MaxPollInterval ?? RestoreEstimate.Least;

    /// <summary>Which inputs carry the broker's time.</summary>
    public InputClocks Clocks { get; init; } = InputClocks.None;
}

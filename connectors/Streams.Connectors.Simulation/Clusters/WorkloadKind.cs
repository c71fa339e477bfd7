namespace Streams.Connectors.Simulation.Clusters;

/// <summary>What makes a workload's pods.</summary>
internal enum WorkloadKind
{
    Deployment,
    DaemonSet,
    StatefulSet,
    CronJob,
}

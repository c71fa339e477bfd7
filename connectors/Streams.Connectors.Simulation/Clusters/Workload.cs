namespace Streams.Connectors.Simulation.Clusters;

/// <summary>A Deployment, DaemonSet, StatefulSet or CronJob with its habits.</summary>
internal sealed record Workload(string Namespace, string Name, WorkloadKind Kind, string Image, string Program)
{
    public int Replicas { get; set; } = 2;

    /// <summary>Changes with every roll-out.</summary>
    public int Revision { get; set; } = 1;

    /// <summary>The uid of its present ReplicaSet, or of itself.</summary>
    public string OwnerUid { get; set; } = "";

    /// <summary>The hash in its pods' names.</summary>
    public string Hash { get; set; } = "";

    public string ServiceAccount { get; init; } = "default";

    /// <summary>The port that it serves, or 0.</summary>
    public int Port { get; init; }

    /// <summary>Workloads it calls.</summary>
    public List<Workload> Calls { get; } = [];

    /// <summary>Names outside that it looks up and connects to.</summary>
    public List<string> Outside { get; } = [];

    /// <summary>Secrets of its namespace that its account reads at start.</summary>
    public List<string> Secrets { get; } = [];

    public List<Pod> Pods { get; } = [];

    public string Principal => $"system:serviceaccount:{Namespace}:{ServiceAccount}";
}

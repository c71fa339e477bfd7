namespace Streams.Connectors.Simulation.Activities;

/// <summary>Sidecars keep a connection to the control plane and ask it again at even intervals: a beacon to whoever looks at intervals alone.</summary>
internal sealed class MeshProxies : IActivity
{
    public string Name => "service mesh";

    public void Begin(PodLifecycle lifecycle) =>
        lifecycle.Schedule.Every(
            () => TimeSpan.FromSeconds(30),
            () =>
            {
                if (lifecycle.Cluster.Mesh.Pods.Count == 0)
                {
                    return;
                }

                foreach (var workload in lifecycle.Cluster.TeamWorkloads.Where(w => w.Name == "gateway"))
                {
                    foreach (var pod in workload.Pods.ToList())
                    {
                        lifecycle.After(0, 0.4, () =>
                            lifecycle.Write.Flow(pod, lifecycle.Cluster.Mesh.Pods.Count > 0 ? lifecycle.Cluster.Mesh.Pods[0].Address : pod.Address, 15_012)
                        );
                    }
                }
            }
        );
}

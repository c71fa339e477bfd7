namespace Streams.Connectors.Simulation.Activities;

/// <summary>Sidecars keep a connection to the control plane and ask it again at even intervals: a beacon to whoever looks at intervals alone.</summary>
internal sealed class MeshProxies : IActivity
{
    public string Name => "service mesh";

    public void Begin(ClusterLife life) =>
        life.Schedule.Every(
            () => TimeSpan.FromSeconds(30),
            () =>
            {
                if (life.Cluster.Mesh.Pods.Count == 0)
                {
                    return;
                }

                foreach (var workload in life.Cluster.TeamWorkloads.Where(w => w.Name == "gateway"))
                {
                    foreach (var pod in workload.Pods.ToList())
                    {
                        life.After(0, 0.4, () =>
                            life.Write.Flow(pod, life.Cluster.Mesh.Pods.Count > 0 ? life.Cluster.Mesh.Pods[0].Address : pod.Address, 15_012)
                        );
                    }
                }
            }
        );
}

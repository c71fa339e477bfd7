namespace Streams.Connectors.Simulation.Activities;

/// <summary>Clients of content networks: one name, a new address nearly every time, and labels that look generated.</summary>
internal sealed class ContentNetworks : IActivity
{
    public string Name => "content networks";

    public void Begin(ClusterLife life)
    {
        foreach (var workload in life.Cluster.TeamWorkloads.Where(w => w.Name is "render" or "feed" or "gateway").ToList())
        {
            life.Schedule.Every(
                () => life.About(TimeSpan.FromMinutes(6)),
                () =>
                {
                    if (workload.Pods.Count > 0)
                    {
                        life.Connect(life.Pick(workload.Pods), $"{life.Cluster.Letters(14)}.edge.{workload.Namespace}-static.example", spread: 200);
                    }
                }
            );
        }
    }
}

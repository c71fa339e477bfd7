namespace Streams.Connectors.Simulation.Activities;

/// <summary>Clients of content networks: one name, a new address nearly every time, and labels that look generated.</summary>
internal sealed class ContentNetworks : IActivity
{
    public string Name => "content networks";

    public void Begin(PodLifecycle lifecycle)
    {
        foreach (var workload in lifecycle.Cluster.TeamWorkloads.Where(w => w.Name is "render" or "feed" or "gateway").ToList())
        {
            lifecycle.Schedule.Every(
                () => lifecycle.About(TimeSpan.FromMinutes(6)),
                () =>
                {
                    if (workload.Pods.Count > 0)
                    {
                        lifecycle.Connect(
                            lifecycle.Pick(workload.Pods),
                            $"{lifecycle.Cluster.Letters(14)}.edge.{workload.Namespace}-static.example",
                            spread: 200
                        );
                    }
                }
            );
        }
    }
}

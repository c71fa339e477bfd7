using Streams.Connectors.Simulation.Records;

namespace Streams.Connectors.Simulation.Activities;

/// <summary>Prometheus finds its targets through the API, asks nodes for their metrics through the proxy, and scrapes at even intervals.</summary>
internal sealed class Scraping : IActivity
{
    public string Name => "metrics scraping";

    public void Begin(PodLifecycle lifecycle)
    {
        lifecycle.Schedule.Every(
            () => TimeSpan.FromSeconds(60),
            () =>
            {
                foreach (var pod in lifecycle.Cluster.Metrics.Pods.ToList())
                {
                    var target = lifecycle.Pick(lifecycle.Cluster.Workloads.Where(w => w.Pods.Count > 0).ToList());
                    lifecycle.Write.Flow(pod, target.Pods[0].Address, target.Port == 0 ? 9_090 : target.Port);
                    lifecycle.Write.Audit(ApiRequest.Of(pod, "get", "nodes", "", lifecycle.Pick(lifecycle.Cluster.Nodes).Name) with { Subresource = "proxy" });
                }
            }
        );
        lifecycle.Schedule.Every(
            () => TimeSpan.FromMinutes(5),
            () =>
            {
                foreach (var pod in lifecycle.Cluster.Metrics.Pods.ToList())
                {
                    lifecycle.Write.Audit(ApiRequest.Of(pod, "list", "pods"));
                    lifecycle.Write.Audit(ApiRequest.Of(pod, "watch", "endpoints"));
                }
            }
        );
    }
}

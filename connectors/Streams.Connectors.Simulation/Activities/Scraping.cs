using Streams.Connectors.Simulation.Records;

namespace Streams.Connectors.Simulation.Activities;

/// <summary>Prometheus finds its targets through the API, asks nodes for their metrics through the proxy, and scrapes at even intervals.</summary>
internal sealed class Scraping : IActivity
{
    public string Name => "metrics scraping";

    public void Begin(ClusterLife life)
    {
        life.Schedule.Every(
            () => TimeSpan.FromSeconds(60),
            () =>
            {
                foreach (var pod in life.Cluster.Metrics.Pods.ToList())
                {
                    var target = life.Pick(life.Cluster.Workloads.Where(w => w.Pods.Count > 0).ToList());
                    life.Write.Flow(pod, target.Pods[0].Address, target.Port == 0 ? 9_090 : target.Port);
                    life.Write.Audit(ApiRequest.Of(pod, "get", "nodes", "", life.Pick(life.Cluster.Nodes).Name) with { Subresource = "proxy" });
                }
            }
        );
        life.Schedule.Every(
            () => TimeSpan.FromMinutes(5),
            () =>
            {
                foreach (var pod in life.Cluster.Metrics.Pods.ToList())
                {
                    life.Write.Audit(ApiRequest.Of(pod, "list", "pods"));
                    life.Write.Audit(ApiRequest.Of(pod, "watch", "endpoints"));
                }
            }
        );
    }
}

using System.Text.Json.Nodes;
using Streams.Connectors.Simulation.Clusters;
using Streams.Connectors.Simulation.Records;

namespace Streams.Connectors.Simulation.Activities;

/// <summary>A node is cordoned, its pods are evicted, its kernel is renewed, and it comes back.</summary>
internal sealed class NodeDrains : IActivity
{
    public string Name => "node drains";

    public void Begin(ClusterLife life) =>
        life.Schedule.Every(() => life.About(TimeSpan.FromHours(3)), () => Drain(life, life.Pick(life.Cluster.Nodes), life.Pick(life.Cluster.People)));

    private static void Drain(ClusterLife life, Node node, Person by)
    {
        if (!node.IsOpen)
        {
            return;
        }

        node.IsOpen = false;
        life.Write.Audit(
            ApiRequest.Of(by, "patch", "nodes", "", node.Name) with
            {
                Body = new JsonObject { ["spec"] = new JsonObject { ["unschedulable"] = true } },
            }
        );
        var pods = life.Cluster.Workloads.Where(w => w.Kind != WorkloadKind.DaemonSet).SelectMany(w => w.Pods).Where(p => p.Node == node).ToList();
        var wait = 2.0;
        foreach (var pod in pods)
        {
            life.After(wait, wait + 2, () =>
            {
                life.Write.Audit(ApiRequest.Of(by, "create", "pods", pod.Namespace, pod.Name) with { Subresource = "eviction", Code = 201 });
                life.StopPod(pod, "system:serviceaccount:kube-system:node-controller");
                life.After(1, 3, () => life.StartPod(pod.Workload));
            });
            wait += 3;
        }

        life.After(wait + 60, wait + 120, () => life.Write.Journal(node, "systemd", "init.scope", "Reached target reboot.target - System Reboot."));
        life.After(wait + 300, wait + 400, () =>
        {
            node.IsOpen = true;
            life.Write.Journal(node, "systemd", "init.scope", "Started kubelet.service - kubelet: The Kubernetes Node Agent.");
            life.Write.Audit(
                ApiRequest.Of(by, "patch", "nodes", "", node.Name) with
                {
                    Body = new JsonObject { ["spec"] = new JsonObject { ["unschedulable"] = null } },
                }
            );
        });
    }
}

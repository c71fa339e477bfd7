using System.Text.Json.Nodes;
using Streams.Connectors.Simulation.Clusters;
using Streams.Connectors.Simulation.Records;

namespace Streams.Connectors.Simulation.Activities;

/// <summary>A node is cordoned, its pods are evicted, its kernel is renewed, and it comes back.</summary>
internal sealed class NodeDrains : IActivity
{
    public string Name => "node drains";

    public void Begin(PodLifecycle lifecycle) =>
        lifecycle.Schedule.Every(
            () => lifecycle.About(TimeSpan.FromHours(3)),
            () => Drain(lifecycle, lifecycle.Pick(lifecycle.Cluster.Nodes), lifecycle.Pick(lifecycle.Cluster.People))
        );

    private static void Drain(PodLifecycle lifecycle, Node node, Person by)
    {
        if (!node.IsOpen)
        {
            return;
        }

        node.IsOpen = false;
        lifecycle.Write.Audit(
            ApiRequest.Of(by, "patch", "nodes", "", node.Name) with
            {
                Body = new JsonObject { ["spec"] = new JsonObject { ["unschedulable"] = true } },
            }
        );
        var pods = lifecycle.Cluster.Workloads.Where(w => w.Kind != WorkloadKind.DaemonSet).SelectMany(w => w.Pods).Where(p => p.Node == node).ToList();
        var wait = 2.0;
        foreach (var pod in pods)
        {
            lifecycle.After(wait, wait + 2, () =>
            {
                lifecycle.Write.Audit(ApiRequest.Of(by, "create", "pods", pod.Namespace, pod.Name) with { Subresource = "eviction", Code = 201 });
                lifecycle.StopPod(pod, "system:serviceaccount:kube-system:node-controller");
                lifecycle.After(1, 3, () => lifecycle.StartPod(pod.Workload));
            });
            wait += 3;
        }

        lifecycle.After(wait + 60, wait + 120, () => lifecycle.Write.Journal(node, "systemd", "init.scope", "Reached target reboot.target - System Reboot."));
        lifecycle.After(wait + 300, wait + 400, () =>
        {
            node.IsOpen = true;
            lifecycle.Write.Journal(node, "systemd", "init.scope", "Started kubelet.service - kubelet: The Kubernetes Node Agent.");
            lifecycle.Write.Audit(
                ApiRequest.Of(by, "patch", "nodes", "", node.Name) with
                {
                    Body = new JsonObject { ["spec"] = new JsonObject { ["unschedulable"] = null } },
                }
            );
        });
    }
}

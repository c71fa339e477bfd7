using System.Text.Json.Nodes;
using Streams.Connectors.Simulation.Clusters;
using Streams.Connectors.Simulation.Records;

namespace Streams.Connectors.Simulation.Activities;

/// <summary>The autoscaler adds pods in the morning and takes them away in the evening.</summary>
internal sealed class Autoscaling : IActivity
{
    public string Name => "autoscalers";

    public void Begin(PodLifecycle lifecycle)
    {
        foreach (var workload in lifecycle.Cluster.TeamWorkloads.Where(w => w.Kind == WorkloadKind.Deployment).ToList())
        {
            lifecycle.Schedule.Every(() => lifecycle.About(TimeSpan.FromHours(3)), () => Scale(lifecycle, workload));
        }
    }

    private static void Scale(PodLifecycle lifecycle, Workload workload)
    {
        var up = workload.Pods.Count < 3 || (workload.Pods.Count < 10 && lifecycle.Chance.Next(2) == 0);
        lifecycle.Write.Audit(
            ApiRequest.Of("system:serviceaccount:kube-system:horizontal-pod-autoscaler", "update", "deployments", workload.Namespace, workload.Name) with
            {
                Group = "apps",
                Subresource = "scale",
                Body = new JsonObject
                {
                    ["kind"] = "Scale",
                    ["spec"] = new JsonObject { ["replicas"] = workload.Pods.Count + (up ? 1 : -1) },
                },
            }
        );
        if (up)
        {
            lifecycle.After(1, 3, () => lifecycle.StartPod(workload));
        }
        else if (workload.Pods.Count > 0)
        {
            lifecycle.StopPod(lifecycle.Pick(workload.Pods));
        }
    }
}

using System.Text.Json.Nodes;
using Streams.Connectors.Simulation.Clusters;
using Streams.Connectors.Simulation.Records;

namespace Streams.Connectors.Simulation.Activities;

/// <summary>The autoscaler adds pods in the morning and takes them away in the evening.</summary>
internal sealed class Autoscaling : IActivity
{
    public string Name => "autoscalers";

    public void Begin(ClusterLife life)
    {
        foreach (var workload in life.Cluster.TeamWorkloads.Where(w => w.Kind == WorkloadKind.Deployment).ToList())
        {
            life.Schedule.Every(() => life.About(TimeSpan.FromHours(3)), () => Scale(life, workload));
        }
    }

    private static void Scale(ClusterLife life, Workload workload)
    {
        var up = workload.Pods.Count < 3 || (workload.Pods.Count < 10 && life.Chance.Next(2) == 0);
        life.Write.Audit(
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
            life.After(1, 3, () => life.StartPod(workload));
        }
        else if (workload.Pods.Count > 0)
        {
            life.StopPod(life.Pick(workload.Pods));
        }
    }
}

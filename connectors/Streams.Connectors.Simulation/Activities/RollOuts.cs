using System.Text.Json.Nodes;
using Streams.Connectors.Simulation.Clusters;
using Streams.Connectors.Simulation.Records;

namespace Streams.Connectors.Simulation.Activities;

/// <summary>Teams ship several times a day: a patched Deployment, new pods beside the old, sometimes a new dependency outside.</summary>
internal sealed class RollOuts : IActivity
{
    public string Name => "roll-outs";

    public void Begin(PodLifecycle lifecycle)
    {
        foreach (var workload in lifecycle.Cluster.TeamWorkloads.Where(w => w.Kind == WorkloadKind.Deployment).ToList())
        {
            lifecycle.Schedule.Every(
                () => lifecycle.About(TimeSpan.FromHours(9)),
                () =>
                {
                    if (lifecycle.IsOfficeTime)
                    {
                        RollOut(lifecycle, workload);
                    }
                }
            );
        }
    }

    private static void RollOut(PodLifecycle lifecycle, Workload workload)
    {
        var old = workload.Pods.ToList();
        workload.Revision++;
        workload.Hash = lifecycle.Cluster.Letters(9);
        workload.OwnerUid = lifecycle.Cluster.NewUid();
        if (lifecycle.Chance.Next(4) == 0)
        {
            workload.Outside.Add($"{lifecycle.Cluster.Letters(6)}.partner{lifecycle.Chance.Next(40)}.example");
        }

        var image = $"registry.example/{workload.Namespace}/{workload.Name}:{workload.Revision + 20}.0";
        lifecycle.Write.Audit(
            ApiRequest.Of(
                lifecycle.Cluster.GitOps.Pods.FirstOrDefault() ?? lifecycle.StartPod(lifecycle.Cluster.GitOps),
                "patch",
                "deployments",
                workload.Namespace,
                workload.Name
            ) with
            {
                Group = "apps",
                Query = "fieldManager=reconciler&force=true",
                Body = new JsonObject
                {
                    ["spec"] = new JsonObject
                    {
                        ["template"] = new JsonObject
                        {
                            ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = workload.Name, ["image"] = image }) },
                        },
                    },
                },
            }
        );
        for (var i = 0; i < old.Count; i++)
        {
            var ending = old[i];
            lifecycle.After(5 + (i * 20), 15 + (i * 20), () => lifecycle.StartPod(workload, then: _ => lifecycle.StopPod(ending)));
        }
    }
}

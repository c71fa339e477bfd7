using System.Text.Json.Nodes;
using Streams.Connectors.Simulation.Clusters;
using Streams.Connectors.Simulation.Records;

namespace Streams.Connectors.Simulation.Activities;

/// <summary>Teams ship several times a day: a patched Deployment, new pods beside the old, sometimes a new dependency outside.</summary>
internal sealed class RollOuts : IActivity
{
    public string Name => "roll-outs";

    public void Begin(ClusterLife life)
    {
        foreach (var workload in life.Cluster.TeamWorkloads.Where(w => w.Kind == WorkloadKind.Deployment).ToList())
        {
            life.Schedule.Every(
                () => life.About(TimeSpan.FromHours(9)),
                () =>
                {
                    if (life.IsOfficeTime)
                    {
                        RollOut(life, workload);
                    }
                }
            );
        }
    }

    private static void RollOut(ClusterLife life, Workload workload)
    {
        var old = workload.Pods.ToList();
        workload.Revision++;
        workload.Hash = life.Cluster.Letters(9);
        workload.OwnerUid = life.Cluster.NewUid();
        if (life.Chance.Next(4) == 0)
        {
            workload.Outside.Add($"{life.Cluster.Letters(6)}.partner{life.Chance.Next(40)}.example");
        }

        var image = $"registry.example/{workload.Namespace}/{workload.Name}:{workload.Revision + 20}.0";
        life.Write.Audit(
            ApiRequest.Of(
                life.Cluster.GitOps.Pods.FirstOrDefault() ?? life.StartPod(life.Cluster.GitOps),
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
            life.After(5 + (i * 20), 15 + (i * 20), () => life.StartPod(workload, then: _ => life.StopPod(ending)));
        }
    }
}

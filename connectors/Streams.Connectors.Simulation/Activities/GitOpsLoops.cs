using System.Text.Json.Nodes;
using Streams.Connectors.Simulation.Clusters;
using Streams.Connectors.Simulation.Records;

namespace Streams.Connectors.Simulation.Activities;

/// <summary>A reconciler lists everything of every namespace in a loop, patches annotations, and now and then applies roles and bindings that were merged.</summary>
internal sealed class GitOpsLoops : IActivity
{
    public string Name => "GitOps";

    public void Begin(ClusterLife life)
    {
        life.Schedule.Every(
            () => life.Seconds(50, 70),
            () =>
            {
                if (life.Cluster.GitOps.Pods.Count == 0)
                {
                    return;
                }

                var pod = life.Cluster.GitOps.Pods[0];
                var ns = life.Pick(Cluster.Namespaces);
                life.Write.Audit(ApiRequest.Of(pod, "list", "secrets", ns) with { Query = "labelSelector=app.kubernetes.io%2Fmanaged-by%3Dreconciler" });
                life.Write.Audit(ApiRequest.Of(pod, "list", "deployments", ns) with { Group = "apps" });
            }
        );
        life.Schedule.Every(
            () => life.About(TimeSpan.FromHours(2)),
            () =>
            {
                if (life.Cluster.GitOps.Pods.Count == 0)
                {
                    return;
                }

                var ns = life.Pick(Cluster.Namespaces);
                var role = new JsonObject
                {
                    ["rules"] = new JsonArray(
                        new JsonObject
                        {
                            ["apiGroups"] = new JsonArray(""),
                            ["resources"] = new JsonArray("configmaps"),
                            ["verbs"] = new JsonArray("get", "list"),
                        }
                    ),
                };
                life.Write.Audit(
                    ApiRequest.Of(life.Cluster.GitOps.Pods[0], "patch", "roles", ns, "app-reader") with
                    {
                        Group = "rbac.authorization.k8s.io",
                        Query = "fieldManager=reconciler",
                        Body = role,
                        Answer = role,
                    }
                );
            }
        );
    }
}

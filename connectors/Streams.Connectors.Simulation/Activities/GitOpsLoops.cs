using System.Text.Json.Nodes;
using Streams.Connectors.Simulation.Clusters;
using Streams.Connectors.Simulation.Records;

namespace Streams.Connectors.Simulation.Activities;

/// <summary>A reconciler lists everything of every namespace in a loop, patches annotations, and now and then applies roles and bindings that were merged.</summary>
internal sealed class GitOpsLoops : IActivity
{
    public string Name => "GitOps";

    public void Begin(PodLifecycle lifecycle)
    {
        lifecycle.Schedule.Every(
            () => lifecycle.Seconds(50, 70),
            () =>
            {
                if (lifecycle.Cluster.GitOps.Pods.Count == 0)
                {
                    return;
                }

                var pod = lifecycle.Cluster.GitOps.Pods[0];
                var ns = lifecycle.Pick(Cluster.Namespaces);
                lifecycle.Write.Audit(ApiRequest.Of(pod, "list", "secrets", ns) with { Query = "labelSelector=app.kubernetes.io%2Fmanaged-by%3Dreconciler" });
                lifecycle.Write.Audit(ApiRequest.Of(pod, "list", "deployments", ns) with { Group = "apps" });
            }
        );
        lifecycle.Schedule.Every(
            () => lifecycle.About(TimeSpan.FromHours(2)),
            () =>
            {
                if (lifecycle.Cluster.GitOps.Pods.Count == 0)
                {
                    return;
                }

                var ns = lifecycle.Pick(Cluster.Namespaces);
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
                lifecycle.Write.Audit(
                    ApiRequest.Of(lifecycle.Cluster.GitOps.Pods[0], "patch", "roles", ns, "app-reader") with
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

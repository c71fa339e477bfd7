using System.Text.Json.Nodes;
using Streams.Connectors.Simulation.Clusters;
using Streams.Connectors.Simulation.Records;

namespace Streams.Connectors.Simulation.Activities;

/// <summary>A new team is set up by an administrator: namespace, quota, account, role and binding, network policy, secret, in a minute.</summary>
internal sealed class ClusterSetUp : IActivity
{
    public string Name => "new teams being set up";

    public void Begin(PodLifecycle lifecycle)
    {
        var made = 0;
        lifecycle.Schedule.Every(
            () => lifecycle.About(TimeSpan.FromHours(5)),
            () =>
            {
                if (lifecycle.IsOfficeTime)
                {
                    SetUp(lifecycle, lifecycle.Cluster.People[0], $"team-{++made}");
                }
            }
        );
    }

    private static void SetUp(PodLifecycle lifecycle, Person admin, string ns)
    {
        var wait = 1.0;
        foreach (
            var (resource, group, name) in ((string, string?, string)[])
                [
                    ("namespaces", null, ns),
                    ("resourcequotas", null, "quota"),
                    ("serviceaccounts", null, "app"),
                    ("roles", "rbac.authorization.k8s.io", "app"),
                    ("rolebindings", "rbac.authorization.k8s.io", "app"),
                    ("networkpolicies", "networking.k8s.io", "default-deny"),
                    ("secrets", null, "registry"),
                ]
        )
        {
            lifecycle.After(wait, wait + 1, () =>
                lifecycle.Write.Audit(
                    ApiRequest.Of(admin, "create", resource, resource == "namespaces" ? "" : ns, name) with
                    {
                        Group = group,
                        Code = 201,
                        Body = Body(resource, ns, name),
                    }
                )
            );
            wait += 3;
        }
    }

    private static JsonObject? Body(string resource, string ns, string name) =>
        resource switch
        {
            "roles" => new JsonObject
            {
                ["rules"] = new JsonArray(
                    new JsonObject
                    {
                        ["apiGroups"] = new JsonArray(""),
                        ["resources"] = new JsonArray("configmaps"),
                        ["verbs"] = new JsonArray("get"),
                    }
                ),
            },
            "rolebindings" => new JsonObject
            {
                ["roleRef"] = new JsonObject { ["kind"] = "Role", ["name"] = name },
                ["subjects"] = new JsonArray(
                    new JsonObject
                    {
                        ["kind"] = "ServiceAccount",
                        ["name"] = "app",
                        ["namespace"] = ns,
                    }
                ),
            },
            _ => null,
        };
}

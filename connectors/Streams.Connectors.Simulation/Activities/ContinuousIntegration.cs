using System.Text.Json.Nodes;
using Streams.Connectors.Simulation.Clusters;
using Streams.Connectors.Simulation.Records;

namespace Streams.Connectors.Simulation.Activities;

/// <summary>Runners make job pods that download, compile and run what they compiled, and exec a migration into a store.</summary>
internal sealed class ContinuousIntegration : IActivity
{
    public string Name => "continuous integration";

    public void Begin(ClusterLife life) =>
        life.Schedule.Every(
            () => life.About(TimeSpan.FromMinutes(12)),
            () =>
            {
                if (life.Cluster.Runner.Pods.Count > 0 && life.IsOfficeTime)
                {
                    Build(life, life.Pick(life.Cluster.Runner.Pods));
                }
            }
        );

    private static void Build(ClusterLife life, Pod runner)
    {
        life.Write.Audit(
            ApiRequest.Of(runner, "create", "configmaps", "ci", $"build-{life.Cluster.Letters(6)}") with
            {
                Code = 201,
                Body = new JsonObject { ["data"] = new JsonObject { ["script"] = "make test" } },
            }
        );
        life.Connect(runner, "packages.example", spread: 40);
        life.Connect(runner, "git.shop.example", spread: 1);
        foreach (
            var (command, at) in new[]
            {
                ("sh -c make test", 3.0),
                ("curl -fsSL https://packages.example/tool.tar.gz -o /tmp/tool.tar.gz", 5.0),
                ("tar xzf /tmp/tool.tar.gz -C /build", 8.0),
                ("/build/bin/unit-tests", 20.0),
            }
        )
        {
            life.After(at, at + 2, () =>
                life.Write.Process(
                    runner,
                    at > 10 ? "New executable written and run" : "Shell spawned by service process",
                    "Notice",
                    command.StartsWith('/') ? command : "/usr/bin/" + command.Split(' ')[0],
                    command,
                    "runner"
                )
            );
        }

        var stores = life.Cluster.TeamWorkloads.Where(w => w.Kind == WorkloadKind.StatefulSet).SelectMany(w => w.Pods).ToList();
        if (stores.Count > 0 && life.Chance.Next(5) == 0)
        {
            var store = life.Pick(stores);
            life.After(40, 60, () =>
            {
                life.Write.Audit(
                    ApiRequest.Of(runner, "get", "pods", store.Namespace, store.Name) with
                    {
                        Subresource = "exec",
                        Code = 101,
                        Query = "command=%2Fapp%2Fmigrate&command=--up&stdout=true",
                    }
                );
                life.Write.Process(store, "Shell spawned by service process", "Notice", "/app/migrate", "/app/migrate --up", "containerd-shim");
            });
        }
    }
}

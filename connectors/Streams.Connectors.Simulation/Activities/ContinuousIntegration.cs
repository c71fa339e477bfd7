using System.Text.Json.Nodes;
using Streams.Connectors.Simulation.Clusters;
using Streams.Connectors.Simulation.Records;

namespace Streams.Connectors.Simulation.Activities;

/// <summary>Runners make job pods that download, compile and run what they compiled, and exec a migration into a store.</summary>
internal sealed class ContinuousIntegration : IActivity
{
    public string Name => "continuous integration";

    public void Begin(PodLifecycle lifecycle) =>
        lifecycle.Schedule.Every(
            () => lifecycle.About(TimeSpan.FromMinutes(12)),
            () =>
            {
                if (lifecycle.Cluster.Runner.Pods.Count > 0 && lifecycle.IsOfficeTime)
                {
                    Build(lifecycle, lifecycle.Pick(lifecycle.Cluster.Runner.Pods));
                }
            }
        );

    private static void Build(PodLifecycle lifecycle, Pod runner)
    {
        lifecycle.Write.Audit(
            ApiRequest.Of(runner, "create", "configmaps", "ci", $"build-{lifecycle.Cluster.Letters(6)}") with
            {
                Code = 201,
                Body = new JsonObject { ["data"] = new JsonObject { ["script"] = "make test" } },
            }
        );
        lifecycle.Connect(runner, "packages.example", spread: 40);
        lifecycle.Connect(runner, "git.shop.example", spread: 1);
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
            lifecycle.After(at, at + 2, () =>
                lifecycle.Write.Process(
                    runner,
                    at > 10 ? "New executable written and run" : "Shell spawned by service process",
                    "Notice",
                    command.StartsWith('/') ? command : "/usr/bin/" + command.Split(' ')[0],
                    command,
                    "runner"
                )
            );
        }

        var stores = lifecycle.Cluster.TeamWorkloads.Where(w => w.Kind == WorkloadKind.StatefulSet).SelectMany(w => w.Pods).ToList();
        if (stores.Count > 0 && lifecycle.Chance.Next(5) == 0)
        {
            var store = lifecycle.Pick(stores);
            lifecycle.After(40, 60, () =>
            {
                lifecycle.Write.Audit(
                    ApiRequest.Of(runner, "get", "pods", store.Namespace, store.Name) with
                    {
                        Subresource = "exec",
                        Code = 101,
                        Query = "command=%2Fapp%2Fmigrate&command=--up&stdout=true",
                    }
                );
                lifecycle.Write.Process(store, "Shell spawned by service process", "Notice", "/app/migrate", "/app/migrate --up", "containerd-shim");
            });
        }
    }
}

using System.Text.Json.Nodes;
using Streams.Connectors.Simulation.Clusters;
using Streams.Connectors.Simulation.Records;

namespace Streams.Connectors.Simulation.Activities;

/// <summary>People look after their pods: a shell, a port-forward to a database, a debug container, a secret of their own team; at night from home.</summary>
internal sealed class OnCallShells : IActivity
{
    public string Name => "on-call shells";

    public void Begin(PodLifecycle lifecycle)
    {
        foreach (var (person, index) in lifecycle.Cluster.People.Select((p, i) => (p, i)))
        {
            var own = Cluster.Namespaces[index % Cluster.Namespaces.Count];
            lifecycle.Schedule.Every(
                () => lifecycle.About(TimeSpan.FromMinutes(50)),
                () =>
                {
                    if (lifecycle.IsOfficeTime || lifecycle.Chance.Next(12) == 0)
                    {
                        Look(lifecycle, person, own, fromHome: !lifecycle.IsOfficeTime);
                    }
                }
            );
        }
    }

    private static void Look(PodLifecycle lifecycle, Person person, string ns, bool fromHome)
    {
        lifecycle.Write.Audit(ApiRequest.Of(person, "list", "pods", ns, fromHome: fromHome));
        var pods = lifecycle.Cluster.Workloads.Where(w => w.Namespace == ns).SelectMany(w => w.Pods).ToList();
        if (pods.Count == 0)
        {
            return;
        }

        var pod = lifecycle.Pick(pods);
        switch (lifecycle.Chance.Next(10))
        {
            case < 5:
                lifecycle.Write.Audit(ApiRequest.Of(person, "get", "pods", ns, pod.Name, fromHome) with { Subresource = "log" });
                break;
            case < 8:
                lifecycle.Write.Audit(
                    ApiRequest.Of(person, "get", "pods", ns, pod.Name, fromHome) with
                    {
                        Subresource = "exec",
                        Code = 101,
                        Query = $"command=sh&container={pod.Workload.Name}&stdin=true&stdout=true&tty=true",
                    }
                );
                lifecycle.After(0.3, 1, () =>
                    lifecycle.Write.Process(pod, "Terminal shell in container", "Notice", "/bin/sh", "sh", "containerd-shim", terminal: 34816)
                );
                foreach (var (command, at) in new[] { ("ls -l /app", 4.0), ("env", 9.0), ("cat /etc/resolv.conf", 14.0) })
                {
                    lifecycle.After(at, at + 3, () =>
                        lifecycle.Write.Process(
                            pod,
                            "Discovery command in container",
                            "Notice",
                            "/bin/" + command.Split(' ')[0],
                            command,
                            "sh",
                            terminal: 34816
                        )
                    );
                }

                break;
            case 8:
                lifecycle.Write.Audit(ApiRequest.Of(person, "get", "secrets", ns, pod.Workload.Name + "-credentials", fromHome));
                lifecycle.Write.Audit(ApiRequest.Of(person, "create", "pods", ns, pod.Name, fromHome) with { Subresource = "portforward", Code = 101 });
                break;
            default:
                var debug = new JsonObject
                {
                    ["spec"] = new JsonObject
                    {
                        ["ephemeralContainers"] = new JsonArray(
                            new JsonObject
                            {
                                ["name"] = "debugger-" + lifecycle.Cluster.Letters(5),
                                ["image"] = "registry.example/tools/debug:3",
                                ["stdin"] = true,
                                ["tty"] = true,
                            }
                        ),
                    },
                };
                lifecycle.Write.Audit(
                    ApiRequest.Of(person, "patch", "pods", ns, pod.Name, fromHome) with
                    {
                        Subresource = "ephemeralcontainers",
                        Body = debug,
                    }
                );
                break;
        }
    }
}

using System.Text.Json.Nodes;
using Streams.Connectors.Simulation.Clusters;
using Streams.Connectors.Simulation.Records;

namespace Streams.Connectors.Simulation;

/// <summary>How pods come and go, and what each does in a round of its work; activities stand on it.</summary>
internal sealed class PodLifecycle(Schedule schedule, Cluster cluster, RecordWriter write, Random chance, TimeSpan round)
{
    private const string Scheduler = "system:kube-scheduler";

    public Schedule Schedule { get; } = schedule;

    public Cluster Cluster { get; } = cluster;

    public RecordWriter Write { get; } = write;

    public Random Chance { get; } = chance;

    /// <summary>Puts all workloads in place, as a cluster that ran already.</summary>
    public void Begin()
    {
        foreach (var workload in Cluster.Workloads)
        {
            if (workload.Kind == WorkloadKind.DaemonSet)
            {
                foreach (var node in Cluster.Nodes)
                {
                    After(0, 60, () => StartPod(workload, node));
                }

                continue;
            }

            for (var i = 0; i < workload.Replicas; i++)
            {
                After(0, 60, () => StartPod(workload));
            }
        }

        foreach (var node in Cluster.Nodes)
        {
            Schedule.Every(
                () => Seconds(20, 40),
                () => Write.Journal(node, "kubelet", "kubelet.service", "\"SyncLoop (PLEG): event for pod\" pod=\"kube-system/node-local\"")
            );
            Schedule.Every(
                () => Seconds(500, 700),
                () => Write.Journal(node, "CRON", "cron.service", "(root) CMD (   cd / && run-parts --report /etc/cron.hourly)")
            );
        }

        Schedule.Every(
            () => Seconds(15, 30),
            () =>
                Write.Audit(
                    ApiRequest.Of("system:serviceaccount:kube-system:deployment-controller", "update", "leases", "kube-system", "kube-controller-manager") with
                    {
                        Group = "coordination.k8s.io",
                    }
                )
        );
    }

    public TimeSpan Seconds(double from, double to) => TimeSpan.FromSeconds(from + (Chance.NextDouble() * (to - from)));

    /// <summary>A waiting time without memory.</summary>
    public TimeSpan About(TimeSpan mean) => TimeSpan.FromSeconds(-Math.Log(1 - Chance.NextDouble()) * mean.TotalSeconds);

    public void After(double from, double to, Action action) => Schedule.In(Seconds(from, to), action);

    public T Pick<T>(IReadOnlyList<T> items) => items[Chance.Next(items.Count)];

    /// <summary>Someone's working hours on a weekday.</summary>
    public bool IsOfficeTime => Schedule.Now.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && Schedule.Now.Hour is >= 7 and < 18;

    /// <summary>Creates a pod as its controller, the scheduler and the kubelet do; it works until it is stopped.</summary>
    public Pod StartPod(Workload workload, Node? on = null, Action<Pod>? then = null)
    {
        var pod = Cluster.Place(workload, on);
        var maker = workload.Kind switch
        {
            WorkloadKind.Deployment => "replicaset-controller",
            WorkloadKind.DaemonSet => "daemon-set-controller",
            WorkloadKind.StatefulSet => "statefulset-controller",
            _ => "job-controller",
        };
        var manifest = PodManifest.Of(pod);
        Write.Audit(
            ApiRequest.Of("system:serviceaccount:kube-system:" + maker, "create", "pods", pod.Namespace) with
            {
                Code = 201,
                Body = PodManifest.Template(pod),
                Answer = manifest,
            }
        );
        After(0.1, 0.5, () =>
            Write.Audit(
                ApiRequest.Of(Scheduler, "create", "pods", pod.Namespace, pod.Name) with
                {
                    Subresource = "binding",
                    Code = 201,
                    Agent = "kube-scheduler/v1.36.1 (linux/amd64) kubernetes/a1b2c3d/scheduler",
                }
            )
        );
        After(1, 4, () =>
        {
            Write.Journal(pod.Node, "kubelet", "kubelet.service", $"\"SyncLoop ADD\" source=\"api\" pods=[\"{pod.Namespace}/{pod.Name}\"]");
            Write.Audit(Kubelet(pod, "patch", PodManifest.Running(pod, Schedule.Now)));
            Write.Log(pod, $"{{\"level\":\"info\",\"msg\":\"starting\",\"app\":\"{workload.Name}\"}}");
            foreach (var secret in workload.Secrets)
            {
                Write.Audit(ApiRequest.Of(pod, "get", "secrets", pod.Namespace, secret));
            }

            Work(pod);
            then?.Invoke(pod);
        });
        return pod;
    }

    /// <summary>Deletes a pod with its grace period: asked for, then final.</summary>
    public void StopPod(Pod pod, string by = "system:serviceaccount:kube-system:replicaset-controller")
    {
        Write.Audit(ApiRequest.Of(by, "delete", "pods", pod.Namespace, pod.Name) with { Answer = PodManifest.Of(pod) });
        After(2, 20, () =>
        {
            pod.IsGone = true;
            pod.Workload.Pods.Remove(pod);
            Write.Audit(
                Kubelet(
                    pod,
                    "delete",
                    new JsonObject
                    {
                        ["kind"] = "DeleteOptions",
                        ["apiVersion"] = "v1",
                        ["gracePeriodSeconds"] = 0,
                    }
                )
            );
        });
    }

    private ApiRequest Kubelet(Pod pod, string verb, JsonObject body) =>
        ApiRequest.Of("system:node:" + pod.Node.Name, verb, "pods", pod.Namespace, pod.Name) with
        {
            Address = pod.Node.Address,
            Agent = "kubelet/v1.36.1 (linux/amd64) kubernetes/a1b2c3d",
            Subresource = verb == "patch" ? "status" : "",
            Body = body,
        };

    private void Work(Pod pod)
    {
        Schedule.In(About(round), () =>
        {
            if (pod.IsGone)
            {
                return;
            }

            Round(pod);
            Work(pod);
        });
    }

    private void Round(Pod pod)
    {
        var workload = pod.Workload;
        if (workload.Port > 0 && workload.Port != 5432)
        {
            Write.Log(
                pod,
                $"{{\"level\":\"info\",\"msg\":\"request\",\"method\":\"GET\",\"path\":\"/v1/items/{Chance.Next(9_000)}\",\"status\":{(Chance.Next(40) == 0 ? 404 : 200)},\"client\":\"10.97.0.{Chance.Next(2, 250)}\",\"ua\":\"okhttp/4.12\"}}"
            );
        }

        foreach (var called in workload.Calls.Where(c => c.Pods.Count > 0))
        {
            var name = $"{called.Name}.{called.Namespace}.svc.cluster.local.";
            Write.Question(pod, name);
            After(0.01, 0.2, () => Write.Flow(pod, called.Pods.Count > 0 ? Pick(called.Pods).Address : pod.Address, called.Port));
        }

        if (workload.Outside.Count > 0 && Chance.Next(3) == 0)
        {
            Connect(pod, Pick(workload.Outside));
        }
    }

    /// <summary>Looks an outside name up, with the search list's misses before it, and connects.</summary>
    public void Connect(Pod pod, string name, int spread = 6, int port = 443)
    {
        Write.Question(pod, $"{name}.{pod.Namespace}.svc.cluster.local.", "NXDOMAIN");
        Write.Question(pod, name + ".");
        var address = Cluster.OutsideAddress(name, spread);
        After(0.02, 0.3, () =>
        {
            Write.Flow(pod, address, port);
            Write.Process(pod, "Outbound connection to public address", "Notice", pod.Workload.Program, pod.Workload.Program, "containerd-shim");
        });
    }
}

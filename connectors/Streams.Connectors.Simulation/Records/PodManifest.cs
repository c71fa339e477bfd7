using System.Globalization;
using System.Text.Json.Nodes;
using Streams.Connectors.Simulation.Clusters;

namespace Streams.Connectors.Simulation.Records;

/// <summary>Pods as the API server knows them.</summary>
internal static class PodManifest
{
    /// <summary>What a controller sends: without a name or uid of its own.</summary>
    public static JsonObject Template(Pod pod) =>
        new()
        {
            ["kind"] = "Pod",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject { ["generateName"] = $"{pod.Workload.Name}-{pod.Workload.Hash}-", ["ownerReferences"] = Owners(pod) },
            ["spec"] = Spec(pod),
        };

    /// <summary>What the API server made of it.</summary>
    public static JsonObject Of(Pod pod) =>
        new()
        {
            ["kind"] = "Pod",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject
            {
                ["name"] = pod.Name,
                ["namespace"] = pod.Namespace,
                ["uid"] = pod.Uid,
                ["ownerReferences"] = Owners(pod),
            },
            ["spec"] = Spec(pod),
            ["status"] = new JsonObject { ["phase"] = "Pending" },
        };

    /// <summary>What its kubelet reports.</summary>
    public static JsonObject Running(Pod pod, DateTimeOffset since) =>
        new()
        {
            ["metadata"] = new JsonObject { ["uid"] = pod.Uid },
            ["status"] = new JsonObject
            {
                ["phase"] = "Running",
                ["hostIP"] = pod.Node.Address,
                ["podIP"] = pod.Address,
                ["podIPs"] = new JsonArray(new JsonObject { ["ip"] = pod.Address }),
                ["startTime"] = since.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
                ["containerStatuses"] = new JsonArray(
                    new JsonObject
                    {
                        ["name"] = pod.Workload.Name,
                        ["image"] = pod.Workload.Image,
                        ["containerID"] = "containerd://" + pod.ContainerId,
                        ["ready"] = true,
                    }
                ),
            },
        };

    private static JsonArray Owners(Pod pod)
    {
        var (kind, name) = pod.Workload.Kind switch
        {
            WorkloadKind.Deployment => ("ReplicaSet", $"{pod.Workload.Name}-{pod.Workload.Hash}"),
            WorkloadKind.CronJob => ("Job", pod.Workload.Name),
            var other => (other.ToString(), pod.Workload.Name),
        };
        return
        [
            new JsonObject
            {
                ["apiVersion"] = kind == "Job" ? "batch/v1" : "apps/v1",
                ["kind"] = kind,
                ["name"] = name,
                ["uid"] = pod.Workload.OwnerUid,
                ["controller"] = true,
            },
        ];
    }

    private static JsonObject Spec(Pod pod) =>
        new()
        {
            ["containers"] = new JsonArray(
                new JsonObject
                {
                    ["name"] = pod.Workload.Name,
                    ["image"] = pod.Workload.Image,
                    ["securityContext"] = new JsonObject
                    {
                        ["allowPrivilegeEscalation"] = false,
                        ["runAsNonRoot"] = true,
                        ["capabilities"] = new JsonObject { ["drop"] = new JsonArray("ALL") },
                    },
                }
            ),
            ["serviceAccountName"] = pod.Workload.ServiceAccount,
            ["nodeName"] = pod.Workload.Kind == WorkloadKind.DaemonSet ? pod.Node.Name : null,
        };
}

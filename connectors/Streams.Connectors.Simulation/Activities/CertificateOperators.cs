using System.Text.Json.Nodes;
using Streams.Connectors.Simulation.Clusters;
using Streams.Connectors.Simulation.Records;

namespace Streams.Connectors.Simulation.Activities;

/// <summary>An operator that meets new objects for ever: it reads and writes secrets of every namespace, many of them for the first time.</summary>
internal sealed class CertificateOperators : IActivity
{
    public string Name => "operators that meet new objects";

    public void Begin(PodLifecycle lifecycle)
    {
        var made = 0;
        lifecycle.Schedule.Every(
            () => lifecycle.About(TimeSpan.FromMinutes(7)),
            () =>
            {
                if (lifecycle.Cluster.CertificateOperator.Pods.Count == 0)
                {
                    return;
                }

                var pod = lifecycle.Cluster.CertificateOperator.Pods[0];
                var ns = lifecycle.Pick(Cluster.Namespaces);
                var name = lifecycle.Chance.Next(3) == 0 ? $"tls-site-{++made}" : $"tls-site-{lifecycle.Chance.Next(Math.Max(1, made)) + 1}";
                lifecycle.Write.Audit(ApiRequest.Of(pod, "get", "secrets", ns, name));
                lifecycle.After(0.2, 1, () => lifecycle.Write.Audit(ApiRequest.Of(pod, "update", "secrets", ns, name) with { Body = null }));
                lifecycle.Connect(pod, "acme.certificates.example", spread: 4);
            }
        );
        lifecycle.Schedule.Every(
            () => lifecycle.About(TimeSpan.FromHours(2)),
            () =>
            {
                var node = lifecycle.Pick(lifecycle.Cluster.Nodes);
                var name = "csr-" + lifecycle.Cluster.Letters(5);
                var request = ApiRequest.Of("system:node:" + node.Name, "create", "certificatesigningrequests", "", name) with
                {
                    Group = "certificates.k8s.io",
                    Address = node.Address,
                    Agent = "kubelet/v1.36.1 (linux/amd64) kubernetes/a1b2c3d",
                    Code = 201,
                };
                lifecycle.Write.Audit(
                    request with
                    {
                        Body = new JsonObject
                        {
                            ["spec"] = new JsonObject { ["signerName"] = "kubernetes.io/kubelet-serving", ["username"] = "system:node:" + node.Name },
                        },
                    }
                );
                lifecycle.After(1, 3, () =>
                    lifecycle.Write.Audit(
                        ApiRequest.Of("system:serviceaccount:kube-system:certificate-controller", "update", "certificatesigningrequests", "", name) with
                        {
                            Group = "certificates.k8s.io",
                            Subresource = "approval",
                        }
                    )
                );
            }
        );
    }
}

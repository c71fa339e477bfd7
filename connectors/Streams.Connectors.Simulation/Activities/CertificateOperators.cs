using System.Text.Json.Nodes;
using Streams.Connectors.Simulation.Clusters;
using Streams.Connectors.Simulation.Records;

namespace Streams.Connectors.Simulation.Activities;

/// <summary>An operator that meets new objects for ever: it reads and writes secrets of every namespace, many of them for the first time.</summary>
internal sealed class CertificateOperators : IActivity
{
    public string Name => "operators that meet new objects";

    public void Begin(ClusterLife life)
    {
        var made = 0;
        life.Schedule.Every(
            () => life.About(TimeSpan.FromMinutes(7)),
            () =>
            {
                if (life.Cluster.CertificateOperator.Pods.Count == 0)
                {
                    return;
                }

                var pod = life.Cluster.CertificateOperator.Pods[0];
                var ns = life.Pick(Cluster.Namespaces);
                var name = life.Chance.Next(3) == 0 ? $"tls-site-{++made}" : $"tls-site-{life.Chance.Next(Math.Max(1, made)) + 1}";
                life.Write.Audit(ApiRequest.Of(pod, "get", "secrets", ns, name));
                life.After(0.2, 1, () => life.Write.Audit(ApiRequest.Of(pod, "update", "secrets", ns, name) with { Body = null }));
                life.Connect(pod, "acme.certificates.example", spread: 4);
            }
        );
        life.Schedule.Every(
            () => life.About(TimeSpan.FromHours(2)),
            () =>
            {
                var node = life.Pick(life.Cluster.Nodes);
                var name = "csr-" + life.Cluster.Letters(5);
                var request = ApiRequest.Of("system:node:" + node.Name, "create", "certificatesigningrequests", "", name) with
                {
                    Group = "certificates.k8s.io",
                    Address = node.Address,
                    Agent = "kubelet/v1.36.1 (linux/amd64) kubernetes/a1b2c3d",
                    Code = 201,
                };
                life.Write.Audit(
                    request with
                    {
                        Body = new JsonObject
                        {
                            ["spec"] = new JsonObject { ["signerName"] = "kubernetes.io/kubelet-serving", ["username"] = "system:node:" + node.Name },
                        },
                    }
                );
                life.After(1, 3, () =>
                    life.Write.Audit(
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

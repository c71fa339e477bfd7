using Streams.Schemas.Settings;

namespace Streams.Connectors.Kubernetes.Watch;

/// <summary>Whether and how pods are learned from the API server itself, beside what audit events and shippers say of them.</summary>
public sealed class KubernetesOptions
{
    [Setting("pods are learned from the API server, by a list and a watch ([pods](sources.md#pods-from-the-api-server))")]
    public bool Watch { get; set; }

    [Setting("the kubeconfig that names the API server and who asks; empty: the service account of this pod")]
    public string Kubeconfig { get; set; } = "";

    [Setting("pods a page of the list", Least = "1", Most = "10000")]
    public int PageSize { get; set; } = 500;
}

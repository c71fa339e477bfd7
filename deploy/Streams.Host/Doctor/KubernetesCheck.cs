using k8s;
using k8s.Autorest;
using Streams.Connectors.Kubernetes.Watch;

namespace Streams.Host.Doctor;

/// <summary>The API server from which pods are learned: it is reached, and lets them be listed.</summary>
internal sealed class KubernetesCheck(KubernetesOptions options) : IDoctorCheck
{
    public string Name => "kubernetes";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        if (!options.Watch)
        {
            return [Finding.Ok(Name, "pods are learned from audit events and shippers alone (kubernetes.watch is off)")];
        }

        using var server = ApiServer.Connect(options);
        try
        {
            var page = await server.CoreV1.ListPodForAllNamespacesAsync(limit: 1, cancellationToken: cancel).ConfigureAwait(false);
            return [Finding.Ok(Name, $"{server.BaseUri} lets pods be listed, {page.Items.Count + (page.Metadata.RemainingItemCount ?? 0)} of them")];
        }
        catch (HttpOperationException refused)
        {
            return
            [
                Finding.Failure(
                    Name,
                    $"{server.BaseUri} answers {(int)refused.Response.StatusCode} to who would list pods",
                    "give the account of kubernetes.kubeconfig, or of the pod, list and watch of pods in all namespaces (chart: podWatch.enabled)"
                ),
            ];
        }
    }
}

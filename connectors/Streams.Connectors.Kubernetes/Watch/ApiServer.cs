using k8s;
using k8s.Exceptions;

namespace Streams.Connectors.Kubernetes.Watch;

/// <summary>The API server that the options name.</summary>
public static class ApiServer
{
    /// <summary>A client; nothing is asked of the server yet.</summary>
    /// <exception cref="InvalidOperationException">The kubeconfig cannot be read, or there is no service account here.</exception>
    public static IKubernetes Connect(KubernetesOptions options)
    {
        try
        {
            return new k8s.Kubernetes(
                options.Kubeconfig.Length > 0
                    ? KubernetesClientConfiguration.BuildConfigFromConfigFile(options.Kubeconfig)
                    : KubernetesClientConfiguration.InClusterConfig()
            );
        }
        catch (Exception e) when (e is KubeConfigException or IOException or UnauthorizedAccessException or YamlDotNet.Core.YamlException)
        {
            throw new InvalidOperationException(
                options.Kubeconfig.Length > 0
                    ? $"kubernetes.kubeconfig: {options.Kubeconfig}: {e.Message}"
                    : $"kubernetes.watch: {e.Message}; mend: mount the pod's service account, or name a kubeconfig (kubernetes.kubeconfig)",
                e
            );
        }
    }
}

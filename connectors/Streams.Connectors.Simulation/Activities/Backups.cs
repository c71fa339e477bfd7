using Streams.Connectors.Simulation.Clusters;
using Streams.Connectors.Simulation.Records;

namespace Streams.Connectors.Simulation.Activities;

/// <summary>Every four hours a job reads all objects of all namespaces, secrets too, and uploads them.</summary>
internal sealed class Backups : IActivity
{
    public string Name => "backups";

    public void Begin(PodLifecycle lifecycle) =>
        lifecycle.Schedule.Every(() => TimeSpan.FromHours(4), () => lifecycle.StartPod(lifecycle.Cluster.Backup, then: pod => Save(lifecycle, pod)));

    private static void Save(PodLifecycle lifecycle, Pod pod)
    {
        var wait = 1.0;
        foreach (var ns in Cluster.Namespaces)
        {
            foreach (var resource in (string[])["configmaps", "secrets", "services", "persistentvolumeclaims"])
            {
                lifecycle.After(wait, wait + 1, () => lifecycle.Write.Audit(ApiRequest.Of(pod, "list", resource, ns)));
                wait += 1.5;
            }
        }

        for (var i = 0; i < 40; i++)
        {
            lifecycle.After(wait + (i * 3), wait + (i * 3) + 2, () => lifecycle.Connect(pod, "objects.filesafe.example", spread: 3));
        }

        lifecycle.After(wait + 130, wait + 150, () => lifecycle.StopPod(pod, "system:serviceaccount:kube-system:job-controller"));
    }
}

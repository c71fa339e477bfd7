using Streams.Connectors.Simulation.Clusters;
using Streams.Connectors.Simulation.Records;

namespace Streams.Connectors.Simulation.Activities;

/// <summary>Every four hours a job reads all objects of all namespaces, secrets too, and uploads them.</summary>
internal sealed class Backups : IActivity
{
    public string Name => "backups";

    public void Begin(ClusterLife life) =>
        life.Schedule.Every(() => TimeSpan.FromHours(4), () => life.StartPod(life.Cluster.Backup, then: pod => Save(life, pod)));

    private static void Save(ClusterLife life, Pod pod)
    {
        var wait = 1.0;
        foreach (var ns in Cluster.Namespaces)
        {
            foreach (var resource in (string[])["configmaps", "secrets", "services", "persistentvolumeclaims"])
            {
                life.After(wait, wait + 1, () => life.Write.Audit(ApiRequest.Of(pod, "list", resource, ns)));
                wait += 1.5;
            }
        }

        for (var i = 0; i < 40; i++)
        {
            life.After(wait + (i * 3), wait + (i * 3) + 2, () => life.Connect(pod, "objects.filesafe.example", spread: 3));
        }

        life.After(wait + 130, wait + 150, () => life.StopPod(pod, "system:serviceaccount:kube-system:job-controller"));
    }
}

namespace Streams.Connectors.Simulation.Activities;

/// <summary>A policy that forgot a port: a workload is denied its own dependency, again and again, until somebody mends it.</summary>
internal sealed class PolicyMistakes : IActivity
{
    public string Name => "policy mistakes";

    public void Begin(PodLifecycle lifecycle) =>
        lifecycle.Schedule.Every(
            () => lifecycle.About(TimeSpan.FromHours(4)),
            () =>
            {
                var callers = lifecycle.Cluster.TeamWorkloads.Where(w => w.Pods.Count > 0 && w.Calls.Any(c => c.Pods.Count > 0)).ToList();
                var caller = lifecycle.Pick(callers);
                var called = caller.Calls.First(c => c.Pods.Count > 0);
                var pod = caller.Pods[0];
                for (var i = 0; i < 60; i++)
                {
                    lifecycle.After(i * 10, (i * 10) + 5, () =>
                        lifecycle.Write.Flow(pod, called.Pods.Count > 0 ? called.Pods[0].Address : pod.Address, called.Port, denied: true)
                    );
                }
            }
        );
}

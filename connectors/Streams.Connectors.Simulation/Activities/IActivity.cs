namespace Streams.Connectors.Simulation.Activities;

/// <summary>Something that goes on in every cluster and that a simple rule takes for an attack. One file each, one row in <see cref="ActivityTable"/>.</summary>
internal interface IActivity
{
    string Name { get; }

    /// <summary>Plans it over the whole simulation.</summary>
    void Begin(PodLifecycle lifecycle);
}

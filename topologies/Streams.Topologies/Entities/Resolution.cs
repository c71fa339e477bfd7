namespace Streams.Topologies.Entities;

/// <summary>How sure it is what an event is about.</summary>
public enum Resolution
{
    /// <summary>Everything that can be known is.</summary>
    Certain,

    /// <summary>The pod was found by an address, which can be another pod's by then, or not all of it is known yet: while a backlog is caught up on, more may come.</summary>
    Provisional,

    /// <summary>The event names a pod that is not known: waiting may help.</summary>
    Unknown,
}

namespace Streams.Topologies.Correlate.Groups;

/// <summary>In what form a group is kept (<see cref="GroupTransitions"/>).</summary>
internal enum GroupPhase
{
    /// <summary>Nothing is known of it yet.</summary>
    New,

    /// <summary>It is objects.</summary>
    Awake,

    /// <summary>It is bytes, which no store has.</summary>
    Resting,

    /// <summary>It is bytes that the store has.</summary>
    Stored,

    /// <summary>It is no longer kept.</summary>
    Removed,
}

using Streams.Schemas.Behaviours;

namespace Streams.Topologies.Observe.Habits;

/// <summary>The behaviours that came between two commits and had to wait.</summary>
/// <param name="key">Under which they are kept.</param>
internal sealed class BehaviourBatch(string key)
{
    /// <summary>Under which they are kept.</summary>
    public string Key => key;

    /// <summary>How many of them still wait.</summary>
    public int Left { get; set; }

    /// <summary>What has not been written yet.</summary>
    public List<Behaviour> Unwritten { get; } = [];

    /// <summary>Whether it was written.</summary>
    public bool IsWritten { get; set; }
}

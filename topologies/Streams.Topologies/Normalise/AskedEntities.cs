using Streams.Schemas.Events;
using Streams.Topologies.Entities;

namespace Streams.Topologies.Normalise;

/// <summary>Tells the process's table from when on a partition's events may still ask for pods; in steps, since what ended is remembered for long.</summary>
internal sealed class AskedEntities(string origin, EntityTable table)
{
    private const long Step = 600 * Timestamp.Second;

    /// <summary>What was told last.</summary>
    public Timestamp Told { get; private set; } = Timestamp.Unknown;

    /// <summary>Takes note of how far the partition has been read, and of what still waits.</summary>
    public void Report(Timestamp frontier, EntityBuffer waiting)
    {
        if (IsStep(frontier) && Timestamp.Min(frontier, waiting.Oldest) is var from && IsStep(from))
        {
            Told = from;
            table.Asks(origin, from);
        }
    }

    private bool IsStep(Timestamp to) => to.IsKnown && (!Told.IsKnown || to - Told >= Step);
}

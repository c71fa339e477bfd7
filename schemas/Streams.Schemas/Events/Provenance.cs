namespace Streams.Schemas.Events;

/// <summary>Where a record came from.</summary>
/// <param name="Origin">A topic, or a file as it was given.</param>
/// <param name="Partition">The partition; -1 for a file.</param>
/// <param name="Position">The offset, or the line from 1.</param>
/// <param name="LastPosition">The last of a joined line's parts; else the same.</param>
public readonly record struct Provenance(string Origin, int Partition, long Position, long LastPosition)
{
    /// <summary>Whether the origin is a file.</summary>
    public bool IsFile => Partition < 0;
}

namespace Streams.Models.Training.Windows;

/// <summary>A window to learn from.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Entity">The entity.</param>
/// <param name="WindowStart">Nanoseconds since the epoch.</param>
/// <param name="WindowEnd">Nanoseconds since the epoch, exclusive.</param>
/// <param name="Values">The values of the whole set.</param>
/// <param name="Verdict">What labels say of it.</param>
/// <param name="Family">The rule whose alert coloured it; empty: none.</param>
public sealed record TrainingRow(string Cluster, string Entity, long WindowStart, long WindowEnd, float[] Values, Verdict Verdict, string Family)
{
    /// <summary>The sources of the set that were not read, so that their features are 0 whatever happened.</summary>
    public string Blind { get; init; } = "";
}

namespace Streams.Connectors.Sinks.Loki;

/// <summary>A stream's labels: few, and each with few values. <c>job</c> is always <see cref="Job"/>.</summary>
/// <param name="Cluster">The cluster; empty: the label is left out.</param>
/// <param name="Severity">The alert's level.</param>
/// <param name="Source">The first source of the alert's evidence.</param>
/// <param name="Partition">The partition of <c>alerts</c>: a stream's times never fall, however long a backlog of another partition is, and Loki refuses what is far behind a stream's newest.</param>
internal readonly record struct LokiLabels(string Cluster, string Severity, string Source, int Partition)
{
    public const string Job = "streams";

    public const string Kind = "alert";
}

namespace Streams.Connectors.Loki.Pushing;

/// <summary>A stream's labels: few, and each with few values. <c>job</c> is always <see cref="Job"/>.</summary>
/// <param name="Cluster">The cluster; empty: the label is left out.</param>
/// <param name="Severity">The alert's level.</param>
/// <param name="Source">The first source of the alert's evidence.</param>
internal readonly record struct LokiLabels(string Cluster, string Severity, string Source)
{
    public const string Job = "streams";

    public const string Kind = "alert";
}

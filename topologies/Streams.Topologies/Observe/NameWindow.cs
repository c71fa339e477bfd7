namespace Streams.Topologies.Observe;

/// <summary>The DNS names of one subject in one window.</summary>
public sealed class NameWindow
{
    public required string Subject { get; set; }

    /// <summary>Nanoseconds since the epoch.</summary>
    public required long Start { get; set; }

    /// <summary>Questions counted, duplicates left out as far as the filter reaches.</summary>
    public long Questions { get; set; }

    /// <summary>Distinct names and their score.</summary>
    public Dictionary<string, double> Names { get; set; } = new(StringComparer.Ordinal);
}

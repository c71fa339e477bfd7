namespace Streams.Models.Training.Windows;

/// <summary>The time of one entity that a label colours.</summary>
/// <param name="cluster">The cluster; empty: any.</param>
/// <param name="from">The first evidence, nanoseconds since the epoch.</param>
/// <param name="to">The last.</param>
/// <param name="verdict">What it says.</param>
/// <param name="family">The rule of its alert.</param>
internal sealed class LabelSpan(string cluster, long from, long to, Verdict verdict, string family)
{
    /// <summary>What it says.</summary>
    public Verdict Verdict => verdict;

    /// <summary>The rule of its alert.</summary>
    public string Family => family;

    /// <summary>Whether a window of it was asked for.</summary>
    public bool IsMet { get; set; }

    /// <summary>Whether a window is of its cluster and overlaps its time.</summary>
    public bool Meets(string of, long start, long end) => (cluster.Length == 0 || cluster == of) && from < end && to >= start;
}

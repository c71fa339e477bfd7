using Streams.Models.Artefacts;
using Streams.Models.Features;

namespace Streams.Models.Training.Windows;

/// <summary>The windows of an export that a model learns from, in the export's order, coloured by its labels.</summary>
public sealed class TrainingTable
{
    private TrainingTable(FeatureSet set, int windowSeconds, string identity, IReadOnlyList<TrainingRow> rows, int unmet) =>
        (Set, WindowSeconds, Identity, Rows, Unmet) = (set, windowSeconds, identity, rows, unmet);

    /// <summary>The set.</summary>
    public FeatureSet Set { get; }

    /// <summary>The length of the windows, seconds.</summary>
    public int WindowSeconds { get; }

    /// <summary>A hash of what was read, labels included.</summary>
    public string Identity { get; }

    /// <summary>The rows.</summary>
    public IReadOnlyList<TrainingRow> Rows { get; }

    /// <summary>The labels <c>true</c> of the set that met no window: of another time, another cluster, or with a name that no entity has.</summary>
    public int Unmet { get; }

    /// <summary>What artefacts say of it.</summary>
    public TrainingData Describe() =>
        new(
            Identity,
            Rows.Count,
            Rows.Count(r => r.Verdict == Verdict.Attack),
            Rows.Select(r => (r.Cluster, r.Entity)).Distinct().Count(),
            [.. Rows.Select(r => r.Cluster).Distinct().Order(StringComparer.Ordinal)]
        );

    /// <summary>Makes one of rows.</summary>
    /// <param name="set">The set.</param>
    /// <param name="windowSeconds">The length of the windows.</param>
    /// <param name="identity">A hash of what they were read from.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="unmet">The labels that met none of them.</param>
    public static TrainingTable Of(FeatureSet set, int windowSeconds, string identity, IReadOnlyList<TrainingRow> rows, int unmet = 0) =>
        new(set, windowSeconds, identity, rows, unmet);

    /// <summary>Reads the folder of an export.</summary>
    /// <exception cref="FormatException">It is none, a file is another than its manifest says or of another set, or its rows are none to learn from; the message says which.</exception>
    public static Task<TrainingTable> ReadAsync(string folder, FeatureSet set, int windowSeconds) => ExportedTable.ReadAsync(folder, set, windowSeconds);
}

using Streams.Topologies.Normalise;
using Streams.Topologies.Time;

namespace Streams.Topologies.Counts;

/// <summary>Where everything went, over all tasks: the last line of <c>replay</c>, <c>demo</c> and <c>run</c>.</summary>
/// <param name="Normalise">Stage A's counts.</param>
/// <param name="Observe">What came to B.</param>
/// <param name="Correlate">What came to C.</param>
public sealed record PipelineCounts(NormaliseCounts Normalise, StageCounts Observe, StageCounts Correlate)
{
    /// <summary>Whether everything that came in is accounted for.</summary>
    public bool IsBalanced => Normalise.IsBalanced;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Normalise}; observe {Irregular(Observe)}; correlate {Irregular(Correlate)}; ungrouped {Normalise.Ungrouped}; future {Normalise.Future}; unresolved {Normalise.Early}";

    private static string Irregular(StageCounts counts) =>
        $"late {counts.Late} duplicate {counts.Duplicate}{(counts.Overflow > 0 ? $" judged early {counts.Overflow}" : "")}{(counts.Forgotten > 0 ? $" forgotten {counts.Forgotten}" : "")}";
}

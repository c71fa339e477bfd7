using Streams.Detections.Correlations.Measures;
using Streams.Detections.Thresholds;

namespace Streams.Detections.Correlations;

/// <summary>A correlation that compares what a window amounts to with bounds.</summary>
public interface ICounted
{
    /// <summary>What a window amounts to.</summary>
    Measure Measure { get; }

    /// <summary>All of them hold where it fires.</summary>
    IReadOnlyList<Threshold> Bounds { get; }

    /// <summary>Of <see cref="Measures.Measure.Percentile"/>: which, 0 to 100.</summary>
    double Percentile { get; }
}

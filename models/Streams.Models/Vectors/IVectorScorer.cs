namespace Streams.Models.Vectors;

/// <summary>Scores the features of a window. Thread-safe, allocates nothing.</summary>
internal interface IVectorScorer
{
    /// <summary>How unusual, or how like an attack: more is worse.</summary>
    double Score(ReadOnlySpan<float> features);

    /// <summary>What each feature adds, in the scorer's own unit.</summary>
    void Explain(ReadOnlySpan<float> features, Span<double> contributions);
}

namespace Streams.Models.Vectors;

/// <summary>Scores the features of a window. Thread-safe, allocates nothing.</summary>
internal interface IVectorScorer
{
    /// <summary>Whether a score is a probability, and contributions are log-odds; else contributions add up to the score.</summary>
    bool IsProbability { get; }

    /// <summary>How unusual, or how like an attack: more is worse.</summary>
    double Score(ReadOnlySpan<float> features);

    /// <summary>What each feature adds, in the scorer's own unit.</summary>
    void Explain(ReadOnlySpan<float> features, Span<double> contributions);
}

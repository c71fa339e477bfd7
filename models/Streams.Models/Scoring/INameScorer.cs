using Streams.Schemas.Explanations;

namespace Streams.Models.Scoring;

/// <summary>Scores a name. Thread-safe.</summary>
public interface INameScorer
{
    /// <summary><c>name/version/hash</c>, carried by every score.</summary>
    string Identity { get; }

    /// <summary>How likely the name was generated, 0 to 1.</summary>
    /// <param name="domain">A registered domain, lower case, without the final dot.</param>
    double Score(string domain);

    /// <summary>Why it has its score; null where it cannot be judged.</summary>
    /// <param name="domain">As above.</param>
    /// <param name="threshold">What the score was compared with.</param>
    Explanation? Explain(string domain, double threshold);
}

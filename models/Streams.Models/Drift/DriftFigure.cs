namespace Streams.Models.Drift;

/// <summary>How far one value has moved from how it was in training.</summary>
/// <param name="Of">The feature, or the score.</param>
/// <param name="Rows">The windows looked at.</param>
/// <param name="Psi">The population stability index over the bins of training.</param>
/// <param name="PsiLimit">What chance alone exceeds hardly ever.</param>
/// <param name="Ks">The greatest difference between the cumulative shares, at the edges of the bins.</param>
/// <param name="KsLimit">What chance alone exceeds once in a thousand times.</param>
public sealed record DriftFigure(string Of, int Rows, double Psi, double PsiLimit, double Ks, double KsLimit)
{
    /// <summary>Fewer windows say nothing.</summary>
    public const int Least = 200;

    /// <summary>Whether there are enough.</summary>
    public bool IsJudged => Rows >= Least;

    /// <summary>Whether it has moved.</summary>
    public bool HasMoved => IsJudged && (Psi > PsiLimit || Ks > KsLimit);
}

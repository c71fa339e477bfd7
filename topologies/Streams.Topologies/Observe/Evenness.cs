namespace Streams.Topologies.Observe;

/// <summary>How even contacts are.</summary>
/// <param name="Variation">How much their intervals vary.</param>
/// <param name="Limit">How much they may.</param>
internal readonly record struct Evenness(double Variation, double Limit)
{
    /// <summary>Whether chance or people would hardly make them so even.</summary>
    public bool Holds => Variation <= Limit;
}

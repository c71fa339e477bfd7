namespace Streams.Schemas.Explanations;

/// <summary>What scores are measured in.</summary>
public static class ExplanationUnits
{
    /// <summary>−ln p: what was surprising, beyond what was expected.</summary>
    public const string Nats = "nats";

    /// <summary>0 to 1; contributions are log-odds.</summary>
    public const string Probability = "probability";

    /// <summary>The mean square of what is unusual about the features.</summary>
    public const string MeanSquare = "mean square";

    /// <summary>How much intervals vary; less is more regular.</summary>
    public const string Variation = "variation";
}

namespace Streams.Schemas.Explanations;

/// <summary>What did much to a score.</summary>
/// <param name="Name">The feature, or the class of habits.</param>
/// <param name="Value">Its value: of a feature the number, of a habit how surprising it was.</param>
/// <param name="Contribution">What it added.</param>
public sealed record ExplanationItem(string Name, double Value, double Contribution)
{
    /// <summary>The middle of its values in training; null where nothing was trained.</summary>
    public double? Typical { get; init; }

    /// <summary>Of a habit: what was done for the first time.</summary>
    public string? Text { get; init; }

    /// <summary>Of a habit: sightings of the aspect before it (N).</summary>
    public long? Sightings { get; init; }

    /// <summary>Of a habit: values of the class that were seen once (n1).</summary>
    public long? Once { get; init; }

    /// <summary>Of a habit: how many other entities have the value.</summary>
    public long? Others { get; init; }
}

namespace Streams.Models.Features;

/// <summary>One feature.</summary>
/// <param name="Name">Its name; the column of an export.</param>
/// <param name="Unit">What it is measured in.</param>
/// <param name="Aspect">What of the entity it tells of.</param>
/// <param name="Formula">How it is computed, in words. Changed words are a changed set.</param>
/// <param name="Of">The computation.</param>
public sealed record FeatureColumn(string Name, string Unit, string Aspect, string Formula, Func<FeaturePane, double> Of);

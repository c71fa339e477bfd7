namespace Streams.Models.Artefacts;

/// <summary>A tree: node 0 is the root, a child that is negative is the leaf of its complement, every other child stands behind its parent.</summary>
/// <param name="Features">By node the index of the feature it looks at.</param>
/// <param name="Thresholds">By node: a value up to this goes left.</param>
/// <param name="Left">By node.</param>
/// <param name="Right">By node.</param>
/// <param name="Values">By node the mean of the leaves that training rows reached through it: what contributions are measured from.</param>
/// <param name="Leaves">The values of the leaves.</param>
public sealed record Tree(
    IReadOnlyList<int> Features,
    IReadOnlyList<float> Thresholds,
    IReadOnlyList<int> Left,
    IReadOnlyList<int> Right,
    IReadOnlyList<double> Values,
    IReadOnlyList<double> Leaves
);

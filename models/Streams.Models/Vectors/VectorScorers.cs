using Streams.Models.Artefacts;

namespace Streams.Models.Vectors;

/// <summary>The scorer of each kind of parameters: a new kind is a row here, a record among the artefacts and a trainer.</summary>
internal static class VectorScorers
{
    private static readonly Func<ModelArtefact, IVectorScorer?>[] Rows =
    [
        artefact => artefact.Linear is { } linear ? new LinearScorer(linear, artefact.Features.Count) : null,
        artefact => artefact.Trees is { } trees ? new TreeScorer(trees, artefact.Features.Count) : null,
        artefact => artefact.Subspace is { } subspace ? new SubspaceScorer(subspace, artefact.Features.Count) : null,
        artefact => artefact.Clusters is { } clusters ? new ClusterScorer(clusters, artefact.Features.Count) : null,
    ];

    /// <summary>Makes the scorer of a model.</summary>
    /// <exception cref="FormatException">It has parameters of no kind, of several, or such as do not fit.</exception>
    public static IVectorScorer Create(ModelArtefact artefact) =>
        Rows.Select(row => row(artefact)).Where(s => s is not null).ToArray() is [{ } scorer]
            ? scorer
            : throw new FormatException("it must have the parameters of exactly one kind of model");
}

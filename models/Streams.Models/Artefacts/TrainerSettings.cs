namespace Streams.Models.Artefacts;

/// <summary>How a model was trained: the same settings over the same rows give the same bytes.</summary>
public sealed record TrainerSettings
{
    /// <summary>The trainer: <c>lightgbm</c>, <c>logistic</c>, <c>pca</c> or <c>kmeans</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The seed of all chance.</summary>
    public required int Seed { get; init; }

    /// <summary>The share of windows without an attack that may reach the threshold in the worst fold.</summary>
    public double FalseShare { get; init; } = 0.005;

    /// <summary>Trees of an ensemble.</summary>
    public int Trees { get; init; } = 60;

    /// <summary>Leaves of a tree.</summary>
    public int Leaves { get; init; } = 7;

    /// <summary>What is kept of a subspace.</summary>
    public int Rank { get; init; } = 6;

    /// <summary>Clusters.</summary>
    public int Clusters { get; init; } = 8;
}

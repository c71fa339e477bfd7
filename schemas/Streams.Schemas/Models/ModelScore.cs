using Streams.Schemas.Events;

namespace Streams.Schemas.Models;

/// <summary>What a model said of one window of one entity: a record of the topic <c>scores</c>.</summary>
public sealed record ModelScore
{
    /// <summary><c>name/version/hash</c>.</summary>
    public required string Model { get; init; }

    /// <summary>Whether it was only watched.</summary>
    public required bool IsShadow { get; init; }

    /// <summary>The set.</summary>
    public required string Set { get; init; }

    /// <summary>Its hash.</summary>
    public required string SetHash { get; init; }

    /// <summary>The cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>The entity.</summary>
    public required string Entity { get; init; }

    /// <summary>Its time.</summary>
    public required Timestamp WindowStart { get; init; }

    /// <summary>Its end, exclusive.</summary>
    public required Timestamp WindowEnd { get; init; }

    /// <summary>The score.</summary>
    public required double Score { get; init; }

    /// <summary>What makes it a finding.</summary>
    public required double Threshold { get; init; }

    /// <summary>What did most, where the score reached the threshold.</summary>
    public IReadOnlyList<ScoreContribution> Contributions { get; init; } = [];
}

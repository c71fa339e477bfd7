namespace Streams.Host.Audit;

/// <summary>What one rule needs of the audit log: requests of a kind, at a level.</summary>
internal sealed record AuditNeed
{
    /// <summary>Stands for every resource, and for every verb.</summary>
    public const string Any = "*";

    /// <summary>The rule's id; empty: the entity table needs it.</summary>
    public required string RuleId { get; init; }

    public required string Title { get; init; }

    /// <summary>The API group; empty: the core group.</summary>
    public required string Group { get; init; }

    /// <summary><c>pods</c>, <c>pods/exec</c>, or <see cref="Any"/>.</summary>
    public required string Resource { get; init; }

    /// <summary>The verbs; <see cref="Any"/> alone: all.</summary>
    public required IReadOnlyList<string> Verbs { get; init; }

    public required AuditLevel Level { get; init; }

    /// <summary>The fields of a body that the rule reads.</summary>
    public IReadOnlyList<string> BodyFields { get; init; } = [];

    public required IReadOnlyList<AuditSubject> Subjects { get; init; }

    /// <summary>The stage at which the rule sees such a request.</summary>
    public string Stage =>
        Resource.EndsWith("/exec", StringComparison.Ordinal)
        || Resource.EndsWith("/attach", StringComparison.Ordinal)
        || Resource.EndsWith("/portforward", StringComparison.Ordinal)
            ? "ResponseStarted"
            : "ResponseComplete";
}

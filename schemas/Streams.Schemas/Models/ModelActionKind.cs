namespace Streams.Schemas.Models;

/// <summary>What can be done with a version of a model.</summary>
public enum ModelActionKind
{
    /// <summary>It stands in the topic <c>models</c>.</summary>
    Register,

    /// <summary>It is watched: its scores are written down and alert nobody.</summary>
    Shadow,

    /// <summary>It judges.</summary>
    Promote,

    /// <summary>It judges again, in the place of one that was promoted after it.</summary>
    Rollback,

    /// <summary>It neither judges nor is watched any more.</summary>
    Withdraw,
}

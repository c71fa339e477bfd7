using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Explanations;

namespace Streams.Schemas.Signals;

/// <summary>One event (or a finding of stage B) that one correlation must see, keyed by that correlation's group.</summary>
public sealed record Signal
{
    /// <summary>The content hash of the correlation it is for.</summary>
    public required CorrelationHash Correlation { get; init; }

    /// <summary>The id of the rule that matched: one of the correlation's inputs, or an input of its inputs.</summary>
    public required string Input { get; init; }

    /// <summary>The group's values, joined by U+001F.</summary>
    public required string Group { get; init; }

    /// <summary>The value that the correlation counts, where it counts one.</summary>
    public string? Value { get; init; }

    /// <summary>A model's score, 0 to 1.</summary>
    public double? Score { get; init; }

    /// <summary>The model that gave it: <c>name/version/hash</c>.</summary>
    public string? Model { get; init; }

    public required EntitySet Entities { get; init; }

    public required Evidence Evidence { get; init; }

    /// <summary>Where the time comes from; ordered and absence rules may care.</summary>
    public required TimeSource TimeSource { get; init; }

    /// <summary>How many events it stands for: more than one where the program that wrote its log put equal lines together.</summary>
    public long Repeated { get; init; } = 1;

    /// <summary>Why stage B found it; null: it did not, or it says nothing more.</summary>
    public Explanation? Explanation { get; init; }

    /// <summary>Its time.</summary>
    public Timestamp Time => Evidence.Time;
}

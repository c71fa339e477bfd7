namespace Streams.Models.Habits;

/// <summary>When the surprises of a window are too many.</summary>
public sealed record HabitCondition
{
    /// <summary>By class the weight of a surprise; 0: it does not count.</summary>
    public required IReadOnlyList<double> Weights { get; init; }

    /// <summary>The window, nanoseconds.</summary>
    public required long Window { get; init; }

    /// <summary>A longer one for what goes slowly, nanoseconds; of a younger entity half its life. Null: none.</summary>
    public long? LongWindow { get; init; }

    /// <summary>What the surprises of a window must cost together beyond what is expected; default 4.</summary>
    public double Threshold { get; init; } = 4;

    /// <summary>How many of them must count by themselves; default 2.</summary>
    public int LeastItems { get; init; } = 2;

    /// <summary>From which weighted surprise on one counts by itself; default ½.</summary>
    public double LeastSurprise { get; init; } = 0.5;
}

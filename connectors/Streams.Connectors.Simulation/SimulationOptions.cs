namespace Streams.Connectors.Simulation;

/// <summary>What is simulated. The same options give the same bytes.</summary>
public sealed record SimulationOptions
{
    /// <summary>Everything that is left to chance follows from it.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Worker nodes, 3 to 200.</summary>
    public int Nodes { get; init; } = 50;

    /// <summary>How long, up to 14 days.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromHours(24);

    /// <summary>When it begins: a Monday, six in the morning.</summary>
    public DateTimeOffset Start { get; init; } = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    /// <summary>The mean time between two rounds of a pod's ordinary work; shorter gives more records.</summary>
    public TimeSpan Round { get; init; } = TimeSpan.FromMinutes(4);
}

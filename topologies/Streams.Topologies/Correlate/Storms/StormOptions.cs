using Streams.Schemas.Settings;

namespace Streams.Topologies.Correlate.Storms;

/// <summary>When so many alerts of one rule open that one alert tells of the rest.</summary>
public sealed record StormOptions
{
    /// <summary>How many alerts of a rule are told one by one in the window; 0: all. Default 200.</summary>
    [Setting(
        "alerts of one rule that are told one by one in the window; one alert tells of all further ones, which are listed at level low; 0: all ([storms](rules.md#storms))",
        Least = "0"
    )]
    public int Alerts { get; init; } = 200;

    /// <summary>The window, in event time; default 5 minutes.</summary>
    [Setting("the window, in event time", Least = "1s", Most = "1d")]
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The share of one partition: groups are spread evenly.</summary>
    internal StormOptions ShareOf(int partitions) => this with { Alerts = (Alerts + partitions - 1) / partitions };
}

using Streams.Connectors.Files.Recordings;
using Streams.EndToEnd.Tests.Support;

namespace Streams.EndToEnd.Tests;

/// <summary>The same events in another order, or twice, give the same final alerts.</summary>
public sealed class OrderTests
{
    private const long Second = 1_000_000_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Records_shuffled_within_five_seconds_give_the_same_alerts(int seed)
    {
        var lines = Recordings.Lines("S0", "S1");
        var random = new Random(seed);
        var shuffled = lines.Select(l => l with { AppendTime = l.AppendTime + (random.NextInt64(0, 5_000) * 1_000_000) }).OrderBy(l => l.AppendTime).ToList();

        SameAlerts.Check(FinalAlerts.Replay(lines), FinalAlerts.Replay(shuffled));
    }

    [Fact]
    public void Records_that_arrive_twice_give_the_same_alerts()
    {
        var lines = Recordings.Lines("S0", "S1");
        var random = new Random(3);
        var doubled = lines
            .SelectMany(l => random.Next(10) == 0 ? [l, l with { AppendTime = l.AppendTime + (random.NextInt64(1, 4) * Second) }] : new[] { l })
            .OrderBy(l => l.AppendTime)
            .ToList();

        SameAlerts.Check(FinalAlerts.Replay(lines), FinalAlerts.Replay(doubled));
    }
}

using Streams.Schemas.Events;

namespace Streams.EndToEnd.Tests.Habits;

/// <summary>Slow attacks put into ordinary life are found after a few steps, whoever does them and however slowly.</summary>
public sealed class InjectedAttackTests
{
    private const int Rounds = 2;

    [Fact]
    public void Secrets_every_20_to_120_seconds_are_found_mostly_after_three()
    {
        var steps = new List<int>();
        for (var round = 0; round < Rounds; round++)
        {
            var (chance, injected) = (new Random(round), new InjectedLines($"secrets{round}"));
            var times = new Dictionary<string, List<Timestamp>>(StringComparer.Ordinal);
            foreach (var thief in Inhabitant.All)
            {
                var (begin, gap) = (300 + (600 * chance.NextDouble()), 20 + (100 * chance.NextDouble()));
                times[thief.Principal] =
                [
                    .. Enumerable
                        .Range(0, 8)
                        .Select(i =>
                            injected.Request(
                                BenignRecording.At(begin + (i * gap)),
                                thief.Principal,
                                "get",
                                "secrets",
                                "vault",
                                $"{thief.Account}{i}",
                                thief.Address
                            )
                        ),
                ];
            }

            steps.AddRange(StepsUntilFound(injected, BenignRecording.Secrets, times));
        }

        Assert.All(steps, s => Assert.InRange(s, 1, 6));
        Assert.InRange(steps.Count(s => s <= 3), (int)Math.Ceiling(steps.Count * 0.6), steps.Count);
    }

    [Fact]
    public void Denied_probes_every_5_to_45_seconds_are_found_mostly_after_six()
    {
        var steps = new List<int>();
        for (var round = 0; round < Rounds; round++)
        {
            var (chance, injected) = (new Random(round), new InjectedLines($"probes{round}"));
            var times = new Dictionary<string, List<Timestamp>>(StringComparer.Ordinal);
            foreach (var prober in Inhabitant.All)
            {
                var (begin, gap) = (300 + (600 * chance.NextDouble()), 5 + (40 * chance.NextDouble()));
                times[prober.Workload] =
                [
                    .. Enumerable
                        .Range(0, 14)
                        .Select(i => injected.Flow(BenignRecording.At(begin + (i * gap)), prober, $"10.244.0.{70 + i}", 8_000 + i, isDenied: true)),
                ];
            }

            steps.AddRange(StepsUntilFound(injected, BenignRecording.Denied, times));
        }

        Assert.All(steps, s => Assert.InRange(s, 1, 10));
        Assert.InRange(steps.Count(s => s <= 6), (int)Math.Ceiling(steps.Count * 0.75), steps.Count);
    }

    /// <summary>By entity the number of the step whose event completed its first alert.</summary>
    private static IEnumerable<int> StepsUntilFound(InjectedLines injected, string rule, Dictionary<string, List<Timestamp>> times)
    {
        var alerts = BenignRecording.HabitAlerts(injected);
        foreach (var (entity, steps) in times)
        {
            var first = alerts.Where(a => a.RuleId == rule && BenignRecording.EntityOf(a) == entity).OrderBy(a => a.Time).FirstOrDefault();
            Assert.True(first is not null, $"{entity} was not found");
            yield return steps.FindIndex(t => t >= first.Time - 1_000_000) + 1;
        }
    }
}

namespace Streams.EndToEnd.Tests.Habits;

/// <summary>What happens in every cluster and is new all the same: own secrets, mistakes in policies, new jobs. (Roll-outs with several new peers, and people on call, alarm too often: docs/models.md.)</summary>
public sealed class BenignChurnTests
{
    private const int Rounds = 9;
    private static readonly Action<InjectedLines, Inhabitant, double, Random>[] Kinds = [OwnSecrets, PolicyMistake, NewJob];

    [Fact]
    public void Of_a_hundred_changes_hardly_any_alarms()
    {
        var (cases, alarmed) = (0, new List<string>());
        for (var round = 0; round < Rounds; round++)
        {
            var (chance, injected) = (new Random(round), new InjectedLines($"churn{round}"));
            for (var i = 0; i < Inhabitant.All.Count; i++)
            {
                foreach (var begin in (ReadOnlySpan<double>)[420, 1_140])
                {
                    Kinds[(i + round + (begin > 1_000 ? 1 : 0)) % Kinds.Length](injected, Inhabitant.All[i], begin + (120 * chance.NextDouble()), chance);
                    cases++;
                }
            }

            alarmed.AddRange(
                BenignRecording
                    .HabitAlerts(injected)
                    .Select(a => $"{round}: {a.Title} {BenignRecording.EntityOf(a)} {string.Join(" | ", a.Evidence.Select(e => e.Excerpt))}")
            );
        }

        Assert.True(alarmed.Count <= cases * 0.05, $"{alarmed.Count} of {cases}:\n{string.Join('\n', alarmed)}");
    }

    private static void OwnSecrets(InjectedLines lines, Inhabitant who, double begin, Random chance)
    {
        for (var i = 0; i < 3; i++)
        {
            lines.Request(BenignRecording.At(begin + (i * 30)), who.Principal, "get", "secrets", who.Namespace, $"own-{chance.Next(1_000)}", who.Address);
        }
    }

    /// <summary>Three peers denied by mistake; the service tries them again and again.</summary>
    private static void PolicyMistake(InjectedLines lines, Inhabitant who, double begin, Random chance)
    {
        var first = 100 + chance.Next(80);
        for (var i = 0; i < 24; i++)
        {
            lines.Flow(BenignRecording.At(begin + (i * 5)), who, $"10.244.0.{first + (i % 3)}", 8_443, isDenied: true);
        }
    }

    /// <summary>A job that never ran, with an account of its own.</summary>
    private static void NewJob(InjectedLines lines, Inhabitant who, double begin, Random chance)
    {
        var job = $"system:serviceaccount:{who.Namespace}:report{chance.Next(1_000)}";
        for (var i = 0; i < 6; i++)
        {
            lines.Request(
                BenignRecording.At(begin + (i * 4)),
                job,
                i == 0 ? "get" : "list",
                i < 2 ? "secrets" : "configmaps",
                who.Namespace,
                i < 2 ? $"report-{i}" : "",
                who.Address
            );
        }
    }
}

namespace Streams.EndToEnd.Tests.Habits;

/// <summary>What happens in every cluster and is new all the same: roll-outs, content networks, own secrets, mistakes in policies, people on call, new jobs.</summary>
public sealed class BenignChurnTests
{
    private const int Rounds = 9;
    private static readonly Action<InjectedLines, Inhabitant, double, Random>[] Kinds = [RollOut, ContentNetwork, OwnSecrets, PolicyMistake, OnCall, NewJob];

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

            alarmed.AddRange(BenignRecording.HabitAlerts(injected).Select(a => $"{round}: {a.Title} {BenignRecording.EntityOf(a)} {string.Join(" | ", a.Evidence.Select(e => e.Excerpt))}"));
        }

        Assert.True(alarmed.Count <= cases * 0.05, $"{alarmed.Count} of {cases}:\n{string.Join('\n', alarmed)}");
    }

    /// <summary>A new version, with other peers.</summary>
    private static void RollOut(InjectedLines lines, Inhabitant who, double begin, Random chance)
    {
        var image = chance.Next();
        lines.Request(BenignRecording.At(begin), "alice@corp.example", "patch", "deployments", who.Namespace, who.Name, "198.51.100.20", body: $"{{\"spec\":{{\"template\":{{\"spec\":{{\"containers\":[{{\"name\":\"app\",\"image\":\"registry.example/app:{image}\"}}]}}}}}}}}", group: "apps");
        for (var i = 0; i < 3; i++)
        {
            lines.Flow(BenignRecording.At(begin + 20 + (i * 15)), who, $"10.244.0.{100 + chance.Next(100)}", 8_080);
        }

        lines.Question(BenignRecording.At(begin + 80), who, $"api.partner{image % 1_000}.example");
        lines.Flow(BenignRecording.At(begin + 80.2), who, $"203.0.113.{1 + chance.Next(250)}", 443);
    }

    /// <summary>A known name that has another address each time.</summary>
    private static void ContentNetwork(InjectedLines lines, Inhabitant who, double begin, Random chance)
    {
        for (var i = 0; i < 8; i++)
        {
            lines.Question(BenignRecording.At(begin - 200 + (i * 20)), who, "static.assets-network.example");
            lines.Flow(BenignRecording.At(begin - 199.8 + (i * 20)), who, "198.51.100.240", 443);
        }

        for (var i = 0; i < 8; i++)
        {
            lines.Question(BenignRecording.At(begin + (i * 20)), who, "static.assets-network.example");
            lines.Flow(BenignRecording.At(begin + 0.2 + (i * 20)), who, $"203.0.113.{1 + chance.Next(250)}", 443);
        }
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

    private static void OnCall(InjectedLines lines, Inhabitant who, double begin, Random chance)
    {
        lines.Request(BenignRecording.At(begin), "alice@corp.example", "get", "deployments", who.Namespace, who.Name, "198.51.100.20", group: "apps");
        lines.Request(BenignRecording.At(begin + 10), "alice@corp.example", "get", "events", who.Namespace, "", "198.51.100.20");
        lines.Request(BenignRecording.At(begin + 20), "alice@corp.example", "get", "configmaps", who.Namespace, $"{who.Name}-config", "198.51.100.20");
        lines.Request(BenignRecording.At(begin + 30 + chance.Next(20)), "alice@corp.example", "get", "pods", who.Namespace, $"{who.Name}-abc", "198.51.100.20", sub: "log");
    }

    /// <summary>A job that never ran, with an account of its own.</summary>
    private static void NewJob(InjectedLines lines, Inhabitant who, double begin, Random chance)
    {
        var job = $"system:serviceaccount:{who.Namespace}:report{chance.Next(1_000)}";
        for (var i = 0; i < 6; i++)
        {
            lines.Request(BenignRecording.At(begin + (i * 4)), job, i == 0 ? "get" : "list", i < 2 ? "secrets" : "configmaps", who.Namespace, i < 2 ? $"report-{i}" : "", who.Address);
        }
    }
}

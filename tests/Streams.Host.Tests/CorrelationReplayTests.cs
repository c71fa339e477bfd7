using System.Globalization;
using System.Text;
using System.Text.Json;
using Streams.Host.Commands;
using Streams.Topologies.Tests.Correlate;

namespace Streams.Host.Tests;

/// <summary>The hand-written cases of <c>tests/oracles/correlations</c> through <c>streams replay</c>.</summary>
public sealed class CorrelationReplayTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [MemberData(nameof(CorrelationCase.Names), MemberType = typeof(CorrelationCase))]
    public void Replay_gives_the_alerts_that_a_person_worked_out(string name)
    {
        var @case = CorrelationCase.Of(name);
        var folder = Directory.CreateTempSubdirectory("streams-correlation-");
        try
        {
            var (rules, log, alerts) = (
                Path.Combine(folder.FullName, "rules.yml"),
                Path.Combine(folder.FullName, "app.log"),
                Path.Combine(folder.FullName, "alerts.jsonl")
            );
            File.WriteAllText(rules, @case.Rules);
            File.WriteAllText(
                log,
                string.Concat(
                    @case.Events.Select(e =>
                        $"{Start.AddSeconds(e.At).ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture)}00Z stdout F {e.Json}\n"
                    )
                ),
                new UTF8Encoding(false)
            );

            Assert.Equal(0, ReplayCommand.Create().Parse(["--rules", rules, "--source", $"container={log}", "--out", alerts]).Invoke());
            Assert.Equal(@case.Expected.Select(e => $"{e.Time:0.000} {e.Count}").Order(StringComparer.Ordinal), Standing(alerts).Order(StringComparer.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> Standing(string path)
    {
        var last = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(path))
        {
            using var document = JsonDocument.Parse(line);
            last[document.RootElement.GetProperty("id").GetString()!] = document.RootElement.Clone(); // every alert has one
        }

        return last
            .Values.Where(a => a.GetProperty("status").GetString() != "superseded")
            .Select(a => $"{(a.GetProperty("time").GetDateTimeOffset() - Start).TotalSeconds:0.000} {a.GetProperty("count").GetInt64()}");
    }
}

using System.Text.Json;
using Streams.Host.Commands;

namespace Streams.Host.Tests;

/// <summary>The end of a backtest: alerts by rule and day.</summary>
public sealed class ReplaySummaryTests
{
    private const string Rules = """
        title: Often
        id: often
        logsource: {product: kubernetes, service: container}
        detection: {sel: {kind: a}, condition: sel}
        level: high
        streams: {group-by: [user], suppress: 10s}
        ---
        title: Once
        id: once
        logsource: {product: kubernetes, service: container}
        detection: {sel: {kind: b}, condition: sel}
        level: low
        """;

    private const string Log = """
        2026-11-24T23:59:50.000000000Z stdout F {"kind":"a","user":"u"}
        2026-11-24T23:59:51.000000000Z stdout F {"kind":"a","user":"u"}
        2026-11-24T23:59:52.000000000Z stdout F {"kind":"a","user":"v"}
        2026-11-24T23:59:59.000000000Z stdout F {"kind":"b"}
        2026-11-25T00:00:30.000000000Z stdout F {"kind":"a","user":"u"}

        """;

    [Fact]
    public void Alerts_are_counted_by_rule_and_by_the_day_of_their_event()
    {
        using var rules = Cli.File(Rules);
        using var log = Cli.File(Log);
        using var alerts = Cli.File("");
        using var summary = Cli.File("");
        var yaml = rules.Path + ".yml";
        File.Move(rules.Path, yaml);

        var (code, _, error) = Cli.Run(
            null,
            null,
            "replay",
            "--rules",
            yaml,
            "--source",
            $"container={log.Path}",
            "--out",
            alerts.Path,
            "--summary",
            summary.Path
        );

        Assert.Equal(0, code);
        Assert.Contains(
            """
             alerts  day (UTC)   level          rule
                  2  2026-11-24  high           Often
                  1  2026-11-25  high           Often
                  1  2026-11-24  low            Once
            4 alerts,
            """,
            error,
            StringComparison.Ordinal
        );
        using var json = JsonDocument.Parse(File.ReadAllText(summary.Path));
        Assert.Equal(4, json.RootElement.GetProperty("alerts").GetInt32());
        Assert.Equal(
            """often 3 {"2026-11-24":2,"2026-11-25":1}; once 1 {"2026-11-24":1}""",
            string.Join(
                "; ",
                json.RootElement.GetProperty("rules")
                    .EnumerateArray()
                    .Select(r =>
                        $"{r.GetProperty("rule").GetString()} {r.GetProperty("alerts").GetInt32()} {r.GetProperty("days").GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal)}"
                    )
            )
        );
        File.Delete(yaml);
    }

    [Fact]
    public void Without_alerts_there_is_no_table()
    {
        using var log = Cli.File("2026-11-24T23:59:50.000000000Z stdout F nothing\n");

        var (code, _, error) = Cli.Run(null, null, "replay", "--source", $"container={log.Path}");

        Assert.Equal(0, code);
        Assert.StartsWith("0 alerts,", error, StringComparison.Ordinal);
    }
}

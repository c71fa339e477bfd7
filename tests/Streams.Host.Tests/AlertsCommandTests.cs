namespace Streams.Host.Tests;

public sealed class AlertsCommandTests
{
    [Fact]
    public void Alerts_are_listed_each_once_in_its_last_state_the_oldest_first()
    {
        using var file = Cli.File(
            """
            {"id":"b2","rule_id":"r","level":"high","status":"open","time":"2026-11-29T15:00:02Z","title":"later"}
            {"id":"a1","rule_id":"r","level":"high","status":"open","time":"2026-11-29T15:00:01Z","title":"first"}
            {"id":"a1","rule_id":"r","level":"high","status":"closed","time":"2026-11-29T15:00:01Z","title":"first"}
            """
        );

        var (code, output, error) = Cli.Run(null, null, "alerts", "list", "--file", file.Path);

        Assert.True(code == 0, error);
        Assert.Equal(
            ["closed first", "open later"],
            output
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(w => $"{w[2]} {w[4]}")
        );
    }
}

using Streams.Connectors.Sinks.Pseudonyms;

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

    [Fact]
    public void A_pseudonym_is_resolved_by_the_key_and_the_names_in_the_alerts()
    {
        const string Key = "0123456789abcdef0123456789abcdef";
        using var file = Cli.File("""{"id":"a1","entities":{"principal":"alice@example.com"},"news":["source_ip=192.0.2.7"]}""");
        var settings = new Dictionary<string, string> { ["STREAMS__SINKS__WEBHOOK__PSEUDONYMS__KEY"] = Key, ["STREAMS__KAFKA__BOOTSTRAP"] = "none:9092" };
        (int Code, string Output, string Error) Resolved(string value) =>
            Cli.Run(null, settings, "alerts", "resolve", Pseudonym.Of(Key, value), "--file", file.Path);

        Assert.Equal("alice@example.com", Resolved("alice@example.com").Output.Trim());
        Assert.Equal("192.0.2.7", Resolved("192.0.2.7").Output.Trim());
        Assert.Equal(1, Resolved("somebody else").Code);
        settings.Remove("STREAMS__SINKS__WEBHOOK__PSEUDONYMS__KEY");
        Assert.Equal(2, Resolved("192.0.2.7").Code);
    }
}

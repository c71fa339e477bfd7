using Streams.EndToEnd.Tests.Servers;
using Streams.EndToEnd.Tests.Support;

namespace Streams.EndToEnd.Tests.Docs;

/// <summary>The page of sources, followed as it stands: from a Kafka and nothing else to alerts of three shippers.</summary>
public sealed class NewcomerTests
{
    [Fact]
    public void The_page_of_sources_leads_from_nothing_to_an_alert_of_each_of_three_shippers() => Follow(page => page);

    [Fact]
    public void So_it_does_where_all_sources_share_one_topic()
    {
        var output = Follow(page =>
            page.Replace("kafka: {", "kafka: {raw: {auto: all.logs}, ", StringComparison.Ordinal)
                .Replace("raw.journal", "all.logs", StringComparison.Ordinal)
                .Replace("raw.container", "all.logs", StringComparison.Ordinal)
        );

        Assert.Contains("dialects all.logs: container: vector/access_combined 1", output, StringComparison.Ordinal);
        Assert.Contains("dialects all.logs: journal: bare/syslog 1, otlp_json/journald 1", output, StringComparison.Ordinal);
    }

    private static string Follow(Func<string, string> change)
    {
        foreach (var program in new[] { "/usr/sbin/rsyslogd", "/usr/bin/kcat", "/usr/bin/logger" })
        {
            Assert.SkipUnless(File.Exists(program), $"{program} is not installed");
        }

        using var kafka = ServerScript.UpOrSkip("kafka");
        using var folder = new TemporaryFolder();
        var page = change(string.Concat(Pages.Shell("docs/sources.md").Where(b => b.Where == "newcomer").Select(b => b.Script)));

        // The installed program, since ./streams would build beside the tests that run.
        var script = $$"""
            set -euo pipefail
            cd {{folder.Path}}
            export KAFKA={{kafka["KAFKA_BOOTSTRAP"]}}
            trap 'kill $(cat try/rsyslog.pid try/streams.pid) 2>/dev/null || true; cat try/streams.log' EXIT
            {{page.Replace("./streams", $"dotnet {Path.Combine(AppContext.BaseDirectory, "streams.dll")}", StringComparison.Ordinal)}}
            """;
        var (code, output) = SharedTools.Run("bash", folder.Write("newcomer.sh", script));

        Assert.True(code == 0, output);
        Assert.Contains("2 \"title\":\"Second root made on a node\"", output, StringComparison.Ordinal);
        Assert.Contains("1 \"title\":\"Command injected through a web request\"", output, StringComparison.Ordinal);
        return output;
    }
}

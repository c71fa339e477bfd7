using System.Text.Json;

namespace Streams.Host.Tests;

/// <summary>The contracts of the commands: output on one line an object, exit codes, errors that name the place and the mend.</summary>
public sealed class CommandTests
{
    [Theory]
    [InlineData("nonsense")]
    [InlineData("parse")]
    [InlineData("replay")]
    [InlineData("replay --source dns")]
    [InlineData("replay --source dns=/nowhere")]
    [InlineData("replay --source nonsense=/etc/hostname")]
    [InlineData("parse --source nonsense /etc/hostname")]
    [InlineData("match --rules /nowhere /etc/hostname")]
    [InlineData("config show --config /nowhere")]
    public void Usage_that_is_wrong_exits2_with_a_line(string arguments)
    {
        var (code, _, error) = Cli.Run(null, null, arguments.Split(' '));

        Assert.Equal(2, code);
        Assert.NotEmpty(error);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_gives_an_object_an_event_and_an_account()
    {
        using var file = Cli.File(
            """
            2026-11-23T07:48:48.251811054+00:00 stdout F [INFO] 10.244.0.20:57865 - 4946 "A IN db.payments.svc.cluster.local. udp 47 false 512" NOERROR qr,aa,rd 92 0.000335019s

            """
        );
        var (code, output, error) = Cli.Run(null, null, "parse", "--source", "dns", file.Path);

        var json = JsonDocument.Parse(output).RootElement;
        Assert.Equal(0, code);
        Assert.Equal("2026-11-23T07:48:48.251811054Z", json.GetProperty("time").GetString());
        Assert.Equal("db.payments.svc.cluster.local", json.GetProperty("fields").GetProperty("dns.question.name").GetString());
        Assert.Equal([1, 1], json.GetProperty("lines").EnumerateArray().Select(l => l.GetInt32()));
        Assert.Equal("in 1 = events 1 + fragments 0 + dead 0 + health 0", error.Trim());
    }

    [Fact]
    public void Parse_of_a_bad_line_says_why_and_where()
    {
        var (code, output, error) = Cli.Run("{\"kind\":\n", null, "parse", "--source", "audit", "-");

        var json = JsonDocument.Parse(output).RootElement;
        Assert.Equal(1, code); // most of it cannot be read
        Assert.Equal(("invalid_json", 1), (json.GetProperty("reason").GetString(), json.GetProperty("line").GetInt32()));
        Assert.Contains("dead 1", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Match_gives_an_object_an_event_in_order_rules_sorted()
    {
        using var rules = Cli.File(
            "title: z\nid: z\ndetection: {s: {f: x}, condition: s}\n---\ntitle: a\nid: a\ndetection: {s: {f: x}, condition: s}\n---\ntitle: broken\nid: b\ndetection: {s: {f|no: x}, condition: s}\n"
        );
        File.Move(rules.Path, rules.Path + ".yml");
        try
        {
            var (code, output, error) = Cli.Run("{\"f\":\"y\"}\n\n{\"f\":\"x\"}\nnot json\n", null, "match", "--rules", rules.Path + ".yml", "-");

            Assert.Equal(0, code);
            Assert.StartsWith("{\"index\":0,\"rules\":[]}\n{\"index\":1,\"rules\":[\"a\",\"z\"]}\n{\"index\":2,\"error\":", output, StringComparison.Ordinal);
            Assert.Contains(".yml:11:", error, StringComparison.Ordinal);
            Assert.Equal(1, Cli.Run("{\"f\":\"x\"}\n", null, "match", "--fail-on-match", "--rules", rules.Path + ".yml", "-").Code);
            Assert.Equal(1, Cli.Run("{}\n", null, "match", "--strict", "--rules", rules.Path + ".yml", "-").Code);
        }
        finally
        {
            File.Delete(rules.Path + ".yml");
        }
    }

    [Fact]
    public void Match_takes_what_is_no_event_as_an_error_and_goes_on()
    {
        using var rules = Cli.File("title: r\nid: r\nlogsource: {category: x}\ndetection: {s: {f|startswith: x}, condition: s}\n");
        var (code, output, error) = Cli.Run(
            "\uFEFF{\"f\":\"x\"}\r\nnull\n{\"f\":\"\\ud800x\"}\n{\"f\":1}more\n" + new string('[', 200) + "\n{\"f\":\"x\\u0000\"}",
            null,
            "match",
            "--stats",
            "--rules",
            rules.Path,
            "-"
        );
        var lines = output.TrimEnd().Split('\n');

        Assert.Equal(0, code);
        Assert.Equal(["{\"index\":0,\"rules\":[\"r\"]}", "{\"index\":1,\"error\":\"not a JSON object\"}", "{\"index\":2,\"rules\":[]}"], lines[..3]);
        Assert.StartsWith("{\"index\":3,\"error\":", lines[3], StringComparison.Ordinal);
        Assert.StartsWith("{\"index\":4,\"error\":", lines[4], StringComparison.Ordinal);
        Assert.Equal("{\"index\":5,\"rules\":[\"r\"]}", lines[5]);
        Assert.Contains("\"events\":6,", error, StringComparison.Ordinal);
        Assert.Contains("\"errors\":3,", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_explain_says_which_line_does_not_hold()
    {
        using var rules = Cli.File("title: r\nid: r\nlogsource: {category: x}\ndetection:\n  s: {f: a, g: b}\n  condition: s\n");
        var (code, output, _) = Cli.Run(null, null, "rules", "explain", "--rules", rules.Path, "r", "{\"f\":\"a\",\"g\":\"c\"}");

        Assert.Equal(0, code);
        Assert.StartsWith("does not match: r (r)", output, StringComparison.Ordinal);
        Assert.Contains("yes  f: a", output, StringComparison.Ordinal);
        Assert.Contains("no   g: b   (the event has c)", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_explain_reads_the_event_from_a_file_or_from_standard_input()
    {
        const string Event = "{\"f\": \"a b\"}";
        using var rules = Cli.File("title: r\nid: r\nlogsource: {category: x}\ndetection:\n  s: {f: a b}\n  condition: s\n");
        using var file = Cli.File(Event);

        var (code, output, error) = Cli.Run(null, null, "rules", "explain", "--rules", rules.Path, "r", $"@{file.Path}");

        Assert.Equal((0, ""), (code, error));
        Assert.StartsWith("matches: r (r)", output, StringComparison.Ordinal);
        Assert.Equal(output, Cli.Run(Event, null, "rules", "explain", "--rules", rules.Path, "r", "-").Output);
    }

    [Fact]
    public void Rules_explain_takes_the_id_of_an_alert_of_the_lines()
    {
        using var rules = Cli.File(
            "title: Asked\nid: r\nlevel: high\nstreams: {group-by: [dns.question.name]}\nlogsource: {category: dns}\ndetection:\n  s: {query|endswith: .example}\n  condition: s\n"
        );
        using var lines = Cli.File(
            string.Concat(
                ((string[])["a", "b"]).Select(n =>
                    $"2026-11-23T07:48:48Z stdout F [INFO] 10.0.0.1:5 - 1 \"A IN {n}.example. udp 47 false 512\" NOERROR qr 92 0.1s\n"
                )
            )
        );
        using var alerts = Cli.File("");
        Cli.Run(null, null, "replay", "--rules", rules.Path, "--source", $"dns={lines.Path}", "--out", alerts.Path);
        var ids = File.ReadLines(alerts.Path).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("id").GetString()!).Distinct().ToArray(); // an alert has an id
        Assert.Equal(2, ids.Length);

        var (code, output, _) = Cli.Run(null, null, "rules", "explain", "--rules", rules.Path, ids[1], "--source", $"dns={lines.Path}");

        Assert.Equal(0, code);
        Assert.StartsWith("matches: Asked (r)", output, StringComparison.Ordinal);
        Assert.Contains($"alert {ids[1]}", output, StringComparison.Ordinal);
        Assert.DoesNotContain(ids[0], output, StringComparison.Ordinal);
        Assert.Equal(2, Cli.Run(null, null, "rules", "explain", "--rules", rules.Path, "nobody", "--source", $"dns={lines.Path}").Code);
    }

    [Fact]
    public void Replay_of_lines_without_a_year_is_refused_and_says_what_to_write()
    {
        using var input = Cli.File("Nov 28 10:00:00 node-9 sshd[77]: Failed password for root from 203.0.113.9 port 4242 ssh2\n");

        var (code, _, error) = Cli.Run(null, null, "replay", "--source", $"journal={input.Path}");
        Assert.Equal(2, code);
        Assert.Contains("journal: no line tells its time with year", error, StringComparison.Ordinal);
        Assert.Equal(0, Cli.Run(null, null, "replay", "--source", $"journal={input.Path}", "--time-base", "2026-11-28T12:00:00Z").Code);
    }

    [Fact]
    public void Replay_without_alerts_makes_the_file_and_accounts()
    {
        using var input = Cli.File("2026-11-23T07:48:48Z stdout F [INFO] 10.0.0.1:5 - 1 \"A IN a.example. udp 47 false 512\" NOERROR qr 92 0.1s\nnonsense\n");
        using var output = Cli.File("left over");
        var (code, text, error) = Cli.Run(null, null, "replay", "--source", $"dns={input.Path}", "--out", output.Path);

        Assert.Equal((0, "", ""), (code, text, File.ReadAllText(output.Path)));
        Assert.StartsWith(
            "in 2 = events 1 + fragments 0 + dead 1 + health 0; observe late 0 duplicate 0; correlate late 0 duplicate 0",
            error.TrimEnd().Split('\n')[^1],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Config_shows_what_takes_effect_secrets_masked()
    {
        using var file = Cli.File(
            "kafka:\n  bootstrap: a:1\n  properties:\n    sasl.password: geheim\nsinks:\n  loki: {url: 'http://l:1', password: geheim}\n"
        );
        var (code, output, _) = Cli.Run(
            null,
            new Dictionary<string, string> { ["STREAMS__KAFKA__BOOTSTRAP"] = "b:2" },
            "config",
            "show",
            "--config",
            file.Path
        );

        Assert.Equal(0, code);
        Assert.Contains("bootstrap: b:2", output, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kafka: {}", "kafka.bootstrap")]
    [InlineData("kafka: {bootstrap: a, rawPartitions: 0}", "rawPartitions")]
    [InlineData("kafka: {bootstrap: a, nonsense: 1}", "nonsense")]
    [InlineData("kafka: {bootstrap: a}\nhttp: {listen: here}", "http.listen")]
    [InlineData("kafka: {bootstrap: a}\nsinks: {loki: {url: ftp://x}}", "sinks.loki.url")]
    [InlineData("kafka: {bootstrap: a", "yml")]
    public void Config_that_is_wrong_is_refused_with_the_path(string yaml, string named)
    {
        using var file = Cli.File(yaml);
        File.Move(file.Path, file.Path + ".yml");
        try
        {
            var (code, _, error) = Cli.Run(null, null, "config", "check", "--config", file.Path + ".yml");

            Assert.Equal(2, code);
            Assert.Contains(named, error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file.Path + ".yml");
        }
    }

    [Fact]
    public void Run_without_a_brokers_address_is_refused_with_the_setting_and_no_stack_trace()
    {
        var state = Directory.CreateTempSubdirectory();
        var (code, _, error) = Cli.Run(
            null,
            new Dictionary<string, string> { ["STREAMS__KAFKA__BOOTSTRAP"] = "", ["STREAMS__STATE__DIRECTORY"] = state.FullName },
            "run"
        );
        state.Delete(recursive: true);

        Assert.Equal(2, code);
        Assert.Contains("kafka.bootstrap", error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }
}

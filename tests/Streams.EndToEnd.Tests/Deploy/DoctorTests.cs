using System.Text.Json;
using System.Text.RegularExpressions;
using Streams.EndToEnd.Tests.Servers;
using Streams.EndToEnd.Tests.Support;

namespace Streams.EndToEnd.Tests.Deploy;

/// <summary>The doctor before a real Kafka and a real Loki.</summary>
public sealed class DoctorTests
{
    private static readonly string[] Checks =
    [
        "kafka",
        "topics",
        "rights",
        "clock",
        "state directory",
        "native libraries",
        "loki",
        "schema registry",
        "audit policy",
    ];

    [Fact]
    public void It_fails_without_topics_and_is_content_with_them_and_says_what_each_source_lacks()
    {
        using var kafka = ServerScript.UpOrSkip("kafka");
        using var loki = RealLoki.UpOrSkip();
        using var folder = new TemporaryFolder();
        var configuration = folder.Write(
            "streams.yaml",
            $$"""
            kafka: {bootstrap: "{{kafka["KAFKA_BOOTSTRAP"]}}"}
            state: {directory: "{{folder.Path}}/state"}
            sinks:
              loki: {url: "{{loki.Url}}"}
            """
        );

        var (code, before) = Doctor(configuration);
        Assert.Equal(1, code);
        Assert.Contains(before, f =>
            f is { Check: "topics", Verdict: "failure" }
            && f.Text.StartsWith("raw.audit", StringComparison.Ordinal)
            && f.Mend.Contains("topics create", StringComparison.Ordinal)
        );

        Assert.Contains("created raw.container, raw.audit", Streams("topics", "create", "--config", configuration).Output, StringComparison.Ordinal); // to look made none
        Publish(kafka, "raw.dns", folder.Write("dns", "no line of CoreDNS' { but text\n"), "-k", "node-1");
        Publish(kafka, "raw.container", folder.Write("container", $"{DateTime.UtcNow.AddHours(-7):yyyy-MM-ddTHH:mm:ssZ} stdout F hello\n"));
        Publish(kafka, "raw.audit", folder.Write("audit", "{\"kind\":\n"));
        (code, var after) = Doctor(configuration);

        Assert.Equal(1, code); // a record that cannot be parsed, a time that cannot be believed
        Assert.All(Checks, check => Assert.Contains(after, f => f.Check == check));
        Assert.Contains(after, f => f is { Check: "topics", Verdict: "ok" });
        Assert.Contains(after, f => f is { Check: "loki", Verdict: "ok" });
        Assert.Contains(after, f => f is { Check: "clock", Verdict: "ok" });
        Assert.Contains(after, f => f is { Check: "source audit", Verdict: "failure" } && f.Text.Contains("cannot be parsed", StringComparison.Ordinal));
        Assert.Contains(after, f => f is { Check: "source container", Verdict: "failure" } && f.Text.Contains("more than an hour", StringComparison.Ordinal));
        Assert.Contains(after, f => f is { Check: "source container", Verdict: "warning" } && f.Text.Contains("no key", StringComparison.Ordinal));
        Assert.Contains(after, f =>
            f is { Check: "source kernel", Verdict: "warning" } && f.Text.Contains("nothing is in raw.kernel", StringComparison.Ordinal)
        );
        Assert.All(after.Where(f => f.Verdict != "ok"), f => Assert.NotEmpty(f.Mend));
    }

    [Fact]
    public void Of_a_topic_that_several_sources_share_it_names_each_ones_dialects_and_what_they_lack()
    {
        using var kafka = ServerScript.UpOrSkip("kafka");
        using var folder = new TemporaryFolder();
        var configuration = folder.Write(
            "streams.yaml",
            $$"""
            kafka: {bootstrap: "{{kafka["KAFKA_BOOTSTRAP"]}}", raw: {auto: all.logs} }
            state: {directory: "{{folder.Path}}/state"}
            """
        );
        Assert.Contains("all.logs", Streams("topics", "create", "--config", configuration).Output, StringComparison.Ordinal);
        var audit = """{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"a","stage":"ResponseComplete","verb":"get"}""";
        Publish(kafka, "all.logs", folder.Write("audit", audit + "\n"));
        foreach (var form in new[] { "vector-kubernetes-logs.container", "journalctl-o-json.journal", "opentelemetry-syslog.journal" })
        {
            Publish(kafka, "all.logs", Checkout.PathOf($"tests/Streams.EndToEnd.Tests/Sources/Envelopes/{form}"));
        }

        Publish(kafka, "all.logs", folder.Write("dns", "[INFO] 10.244.0.7:40112 - 1 \"A IN example.com. udp 33 false 512\" NOERROR qr,rd,ra 66 0.001s\n"));

        var (_, findings) = Doctor(configuration);

        foreach (var seen in new[] { "audit: bare/audit.k8s.io 1", "container: vector/access_combined 1", "journal: bare/journald 1", "dns: bare/coredns 1" })
        {
            Assert.Contains(findings, f => f.Check == "dialects all.logs" && f.Text.Contains(seen, StringComparison.Ordinal));
        }

        Assert.Contains(findings, f => f.Check == "dialects all.logs" && f.Mend.Contains("CoreDNS prints no time", StringComparison.Ordinal));
    }

    [Fact]
    public void On_a_secured_Kafka_it_says_which_rights_are_missing_and_is_content_with_those_of_the_security_page()
    {
        using var kafka = ServerScript.UpOrSkip("kafka", "--secure");
        using var folder = new TemporaryFolder();
        var admin = folder.Write("admin.yaml", Secured(kafka, folder, "admin", "admin-secret"));
        var service = folder.Write("streams.yaml", Secured(kafka, folder, "streams", "streams-secret"));
        Assert.Equal(0, Streams("topics", "create", "--config", admin).Code);

        // Without any right the topics are not even seen.
        var (code, before) = Doctor(service);
        Assert.Equal(1, code);
        Assert.Contains(before, f => f is { Check: "kafka", Verdict: not "failure" });
        Assert.Contains(before, f => f is { Verdict: "failure", Check: "topics" or "rights" });

        // What the page says, but for writing to alerts.
        foreach (var command in AclCommands().Where(c => !c.Contains("--topic alerts", StringComparison.Ordinal)))
        {
            Acl(kafka, command);
        }

        var lacking = Doctor(service).Findings.Where(f => f is { Check: "rights", Verdict: "failure" }).ToArray();
        Assert.Equal([], lacking.Where(f => !f.Text.StartsWith("alerts", StringComparison.Ordinal)));
        Acl(kafka, "--allow-principal User:streams --operation Read --operation Describe --operation DescribeConfigs --topic alerts");
        var right = Assert.Single(Doctor(service).Findings, f => f is { Check: "rights", Verdict: "failure" });
        Assert.Contains("alerts: this user may not write", right.Text, StringComparison.Ordinal);
        Assert.Contains("--operation Write", right.Mend, StringComparison.Ordinal);

        Acl(kafka, "--allow-principal User:streams --operation Write --topic alerts");
        var after = Doctor(service).Findings;
        Assert.Contains(after, f => f is { Check: "rights", Verdict: "ok" });
        Assert.Contains(after, f => f is { Check: "topics", Verdict: "ok" });
        Assert.DoesNotContain(after, f => f.Verdict == "failure");

        var (wrong, refused) = Doctor(folder.Write("wrong.yaml", Secured(kafka, folder, "streams", "guessed")));
        Assert.Equal(1, wrong);
        Assert.Contains(refused, f => f is { Check: "kafka", Verdict: "failure" });
    }

    [Fact]
    public void A_source_that_lacks_what_the_rules_look_at_is_named_with_the_fields()
    {
        using var kafka = ServerScript.UpOrSkip("kafka");
        using var folder = new TemporaryFolder();
        var configuration = folder.Write(
            "streams.yaml",
            $"kafka: {{bootstrap: \"{kafka["KAFKA_BOOTSTRAP"]}\", rawPartitions: 1}}\nstate: {{directory: \"{folder.Path}/state\"}}\n"
        );
        Assert.Equal(0, Streams("topics", "create", "--config", configuration).Code);
        var audit = string.Concat(
            Enumerable
                .Range(0, 150)
                .Select(i =>
                    $$"""{"kind":"Event","auditID":"{{i}}","stage":"ResponseComplete","verb":"get","user":{"username":"u"},"requestURI":"/","stageTimestamp":"{{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ss.ffffff}}Z","level":"Metadata"}"""
                    + "\n"
                )
        );
        Publish(kafka, "raw.audit", folder.Write("audit", audit));

        var finding = Assert.Single(Doctor(configuration).Findings, f => f.Check == "source audit");
        Assert.Equal("warning", finding.Verdict);
        Assert.Contains("no event of the newest 150 has", finding.Text, StringComparison.Ordinal);
        Assert.Contains("objectRef.resource", finding.Text, StringComparison.Ordinal);
        Assert.Matches(@"\(\d+ rules\)", finding.Text);
    }

    [Fact]
    public void Where_nothing_answers_what_fails_is_told_and_what_needs_it_is_named_and_it_ends_with_1()
    {
        using var folder = new TemporaryFolder();
        var configuration = folder.Write(
            "streams.yaml",
            "kafka: {bootstrap: \"127.0.0.1:9\", raw: {audit: raw.audit}}\nstate: {directory: /proc/nowhere}\nsinks: {loki: {url: \"http://127.0.0.1:9\"}}\n"
        );

        var (code, findings) = Doctor(configuration);

        Assert.Equal(1, code);
        foreach (var check in (string[])["kafka", "state directory", "loki"])
        {
            Assert.Contains(findings, f => f.Check == check && f.Verdict is "failure" or "warning");
        }

        var left = Assert.Single(findings, f => f.Check == "left out");
        foreach (var check in (string[])["topics", "rights", "clock", "source audit"])
        {
            Assert.Contains(check, left.Text, StringComparison.Ordinal);
        }
    }

    private static string Secured(ServerScript kafka, TemporaryFolder folder, string user, string password) =>
        $$"""
            kafka:
              bootstrap: "{{kafka["KAFKA_BOOTSTRAP_SASL_SSL"]}}"
              replication: 1
              properties:
                security.protocol: SASL_SSL
                ssl.ca.location: "{{kafka["KAFKA_TLS"]}}/ca.crt"
                sasl.mechanism: SCRAM-SHA-512
                sasl.username: {{user}}
                sasl.password: {{password}}
            state: {directory: "{{folder.Path}}/state"}
            """;

    /// <summary>The commands of docs/security.md for the service's user, their loop unrolled.</summary>
    private static IEnumerable<string> AclCommands()
    {
        string[] topics = [];
        foreach (var line in File.ReadLines(Checkout.PathOf("docs/security.md")))
        {
            if (Regex.Match(line, "for topic in (.*); do") is { Success: true } loop)
            {
                topics = loop.Groups[1].Value.Split(' ');
            }
            else if (Regex.Match(line, @"kafka-acls\.sh --add (.*User:streams.*)") is { Success: true } command)
            {
                var arguments = command.Groups[1].Value;
                foreach (var topic in arguments.Contains("$topic", StringComparison.Ordinal) ? topics : [""])
                {
                    yield return arguments.Replace("\"$topic\"", topic, StringComparison.Ordinal);
                }
            }
        }
    }

    private static void Acl(ServerScript kafka, string arguments)
    {
        var (code, output) = SharedTools.Run(
            "bash",
            [
                kafka.Script,
                "tool",
                "acls",
                "--bootstrap-server",
                kafka["KAFKA_BOOTSTRAP"],
                "--add",
                .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            ]
        );
        Assert.True(code == 0, output);
    }

    private static void Publish(ServerScript kafka, string topic, string file, params string[] more)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/kcat"), "kcat is not installed");
        var (code, output) = SharedTools.Run("kcat", ["-P", "-b", kafka["KAFKA_BOOTSTRAP"], "-t", topic, "-l", file, .. more]);
        Assert.True(code == 0, output);
    }

    private static (int Code, List<(string Check, string Verdict, string Text, string Mend)> Findings) Doctor(string configuration)
    {
        var (code, output) = Streams("doctor", "--json", "--config", configuration);
        var findings = output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(l => l.StartsWith('{'))
            .Select(l => JsonDocument.Parse(l).RootElement)
            .Select(f => (Text(f, "check"), Text(f, "verdict"), Text(f, "text"), Text(f, "mend")))
            .ToList();
        return (code, findings);
    }

    private static string Text(JsonElement finding, string name) => finding.GetProperty(name).GetString()!;

    private static (int Code, string Output) Streams(params string[] arguments) =>
        SharedTools.Run("dotnet", [Path.Combine(AppContext.BaseDirectory, "streams.dll"), .. arguments]);
}

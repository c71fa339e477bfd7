using System.Text.Json;
using Streams.EndToEnd.Tests.Servers;
using Streams.EndToEnd.Tests.Support;

namespace Streams.EndToEnd.Tests.Deploy;

/// <summary>The doctor before a real Kafka and a real Loki.</summary>
public sealed class DoctorTests
{
    private static readonly string[] Checks = ["kafka", "topics", "rights", "clock", "state directory", "native libraries", "loki", "schema registry", "alertmanager", "audit policy"];

    [Fact]
    public void It_fails_without_topics_and_is_content_with_them_and_says_what_each_source_lacks()
    {
        using var kafka = ServerScript.UpOrSkip("kafka");
        using var loki = RealLoki.UpOrSkip();
        using var folder = new TemporaryFolder();
        var configuration = folder.Write("streams.yaml", $$"""
            kafka: {bootstrap: "{{kafka["KAFKA_BOOTSTRAP"]}}"}
            state: {directory: "{{folder.Path}}/state"}
            sinks:
              loki: {url: "{{loki.Url}}"}
            """);

        var (code, before) = Doctor(configuration);
        Assert.Equal(1, code);
        Assert.Contains(before, f => f is { Check: "topics", Verdict: "failure" } && f.Text.StartsWith("raw.audit", StringComparison.Ordinal) && f.Mend.Contains("topics create", StringComparison.Ordinal));

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
        Assert.Contains(after, f => f is { Check: "source kernel", Verdict: "warning" } && f.Text.Contains("nothing is in raw.kernel", StringComparison.Ordinal));
        Assert.All(after.Where(f => f.Verdict != "ok"), f => Assert.NotEmpty(f.Mend));
    }

    [Fact]
    public void Where_nothing_answers_every_check_still_speaks_and_it_ends_with_1()
    {
        using var folder = new TemporaryFolder();
        var configuration = folder.Write("streams.yaml", "kafka: {bootstrap: \"127.0.0.1:9\", raw: {audit: raw.audit}}\nstate: {directory: /proc/nowhere}\nsinks: {loki: {url: \"http://127.0.0.1:9\"}}\n");

        var (code, findings) = Doctor(configuration);

        Assert.Equal(1, code);
        foreach (var check in (string[])["kafka", "topics", "rights", "clock", "source audit", "state directory", "loki"])
        {
            Assert.Contains(findings, f => f.Check == check && f.Verdict is "failure" or "warning");
        }
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
        var findings = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l.StartsWith('{')).Select(l => JsonDocument.Parse(l).RootElement)
            .Select(f => (Text(f, "check"), Text(f, "verdict"), Text(f, "text"), Text(f, "mend"))).ToList();
        return (code, findings);
    }

    private static string Text(JsonElement finding, string name) => finding.GetProperty(name).GetString()!;

    private static (int Code, string Output) Streams(params string[] arguments) => SharedTools.Run("dotnet", [Path.Combine(AppContext.BaseDirectory, "streams.dll"), .. arguments]);
}

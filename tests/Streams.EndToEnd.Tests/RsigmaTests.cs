using System.Text.Json;
using System.Text.Json.Nodes;
using Streams.EndToEnd.Tests.Support;

namespace Streams.EndToEnd.Tests;

/// <summary>
/// <c>streams match</c> beside rsigma: every rule of <c>sigma_rules</c> and <c>sigma_regression</c> over every audit, Falco and journal event of <c>shared/data</c>, and over the Windows events of the regression cases.
/// Each event carries a number of its own, by which rsigma's matches are told apart.
/// </summary>
public sealed class RsigmaTests
{
    private const string Number = "streams_test_event";

    /// <summary>Pairs of event and rule that only one of the two finds, with the reason. There is none.</summary>
    private static readonly Dictionary<string, string> Explained = [];

    [Fact]
    public void Every_rule_matches_the_events_that_it_matches_in_rsigma()
    {
        var run = SharedTools.PathOrSkip("servers/run");
        var folder = Directory.CreateTempSubdirectory("streams-rsigma-");
        try
        {
            var rules = Path.Combine(folder.FullName, "rules");
            var loaded =
                CopyRules(SharedTools.PathOrSkip("data/sigma_rules"), Path.Combine(rules, "a"))
                + CopyRules(SharedTools.PathOrSkip("data/sigma_regression/_rules"), Path.Combine(rules, "b"));
            var events = Path.Combine(folder.FullName, "events.jsonl");
            var count = WriteEvents(events);

            var theirs = Theirs(
                SharedTools
                    .Run(run, "rsigma", "engine", "eval", "-r", rules, "-e", $"@{events}", "--input-format", "json", "--include-event", "--match-detail", "off")
                    .Output
            );
            var ours = Ours(SharedTools.Run("dotnet", Path.Combine(AppContext.BaseDirectory, "streams.dll"), "match", "--rules", rules, events).Output, count);

            Assert.Equal(348, loaded);
            Assert.True(count > 9_500, $"{count} events");
            Assert.True(
                theirs.Count > 500 && theirs.Select(p => p[(p.IndexOf(' ') + 1)..]).Distinct().Count() > 100,
                $"{theirs.Count} pairs: the comparison says little"
            );
            Assert.Equal([], theirs.Except(ours).Where(p => !Explained.ContainsKey(p)).Select(p => $"rsigma alone: {p}"));
            Assert.Equal([], ours.Except(theirs).Where(p => !Explained.ContainsKey(p)).Select(p => $"streams alone: {p}"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static int CopyRules(string from, string to)
    {
        var count = 0;
        foreach (var file in Directory.EnumerateFiles(from, "*.yml", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!); // a file in a folder
            File.Copy(file, copy);
            count++;
        }

        return count;
    }

    private static int WriteEvents(string path)
    {
        using var output = new StreamWriter(path);
        var count = 0;
        foreach (var e in Lines().Concat(Panther()).Concat(Regression()))
        {
            e[Number] = $"n{count++}";
            output.WriteLine(e.ToJsonString());
        }

        return count;
    }

    private static IEnumerable<JsonObject> Lines()
    {
        string[] files =
        [
            .. from recording in (string[])["S0", "S1", "S3"] from source in (string[])["audit", "falco", "journal"] select $"range/{recording}/{source}.jsonl",
            "recorded/falco-0.44-modern-ebpf.jsonl",
            "recorded/k8s-audit-1.20.2.jsonl",
            "recorded/k8s-audit-1.36-generic.jsonl",
            "falco_events/events.jsonl",
            "k8s_audit_misc/audit2rbac_demo.log",
            "journald/vector_journalctl_lines.jsonl",
            "journald/vector_ntpd_record.json",
        ];
        return files
            .Select(f => SharedTools.PathOrSkip($"data/{f}"))
            .Concat(Directory.EnumerateFiles(SharedTools.PathOrSkip("data/falco_k8s_audit/traces"), "*.json").Order(StringComparer.Ordinal))
            .SelectMany(Documents);
    }

    private static IEnumerable<JsonObject> Panther() =>
        Documents(SharedTools.PathOrSkip("data/panther_k8s/tests.jsonl"))
            .Select(test => (test["k8s_event"] ?? test["log"]) as JsonObject)
            .OfType<JsonObject>()
            .Select(e => e.DeepClone().AsObject());

    /// <summary>The Windows events of the regression cases, flattened as their README asks.</summary>
    private static IEnumerable<JsonObject> Regression() =>
        Directory
            .EnumerateFiles(SharedTools.PathOrSkip("data/sigma_regression"), "*.json", SearchOption.AllDirectories)
            .Where(f => Path.GetFileName(f) != "index.json")
            .Order(StringComparer.Ordinal)
            .SelectMany(Documents)
            .Select(Flat);

    private static JsonObject Flat(JsonObject document)
    {
        var root = document["Event"]?.AsObject() ?? document;
        var flat = new JsonObject();
        foreach (var (name, value) in ((string[])["System", "EventData", "UserData"]).SelectMany(part => root[part] as JsonObject ?? []))
        {
            flat[name] = value?.DeepClone();
        }

        if (root["System"]?["Provider"] is JsonObject provider)
        {
            flat["Provider_Name"] = (provider["#attributes"] ?? provider)["Name"]?.DeepClone();
        }

        return flat;
    }

    private static List<JsonObject> Documents(string path)
    {
        var found = new List<JsonObject>();
        ReadOnlySpan<byte> text = File.ReadAllBytes(path);
        var reader = new Utf8JsonReader(text.StartsWith("\uFEFF"u8) ? text[3..] : text, new JsonReaderOptions { AllowMultipleValues = true });
        while (reader.Read())
        {
            switch (JsonNode.Parse(ref reader))
            {
                case JsonArray list:
                    found.AddRange(list.Select(e => e!.DeepClone().AsObject()));
                    break; // events
                case JsonObject one:
                    found.Add(one);
                    break;
                default:
                    break;
            }
        }

        return found;
    }

    private static HashSet<string> Theirs(string output) =>
        [
            .. Objects(output, "rule_id")
                .Select(match => $"{match.GetProperty("event").GetProperty(Number).GetString()} {match.GetProperty("rule_id").GetString()}"),
        ];

    private static HashSet<string> Ours(string output, int count)
    {
        var lines = Objects(output, "index").ToList();
        Assert.Equal(count, lines.Count);
        Assert.DoesNotContain(lines, l => l.TryGetProperty("error", out _));
        return [.. lines.SelectMany(l => l.GetProperty("rules").EnumerateArray().Select(r => $"n{l.GetProperty("index").GetInt32()} {r.GetString()}"))];
    }

    /// <summary>The lines that are objects with a property; what was written to standard error stands among them.</summary>
    private static IEnumerable<JsonElement> Objects(string output, string property) =>
        output
            .Split('\n')
            .Where(line => line.StartsWith('{'))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(o => o.TryGetProperty(property, out _));
}

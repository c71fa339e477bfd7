using System.Text.Json.Nodes;
using Streams.Schemas.Events;

namespace Streams.Schemas.Tests.Conformance;

/// <summary>
/// cri_docker_cases. Policy: the tag is required; one trailing newline is stripped; a line that is not CRI is a dead letter;
/// docker's json-file, joining lines by language, and filtering by stream are other products' features and excluded by name.
/// </summary>
public sealed class CriCaseTests
{
    private const string Language = "joins lines by language";
    private const string JsonFile = "docker's json-file";
    private const string Filter = "filters by stream";

    private static readonly Dictionary<string, string> Excluded = new(StringComparer.Ordinal)
    {
        ["docker"] = JsonFile,
        ["container_mix"] = JsonFile,
        ["endswith"] = Language,
        ["java"] = Language,
        ["ruby"] = Language,
        ["python"] = Language,
        ["elastic"] = Language,
        ["go"] = Language,
        ["issue_3817_1"] = Language,
        ["Common log message"] = JsonFile,
        ["0 length message"] = JsonFile,
        ["Missing time"] = JsonFile,
        ["Split lines"] = JsonFile,
        ["Split lines with partial disabled"] = JsonFile,
        ["Force CRI with JSON logs"] = JsonFile,
        ["Force JSON with CRI logs"] = JsonFile,
        ["Error parsing still keeps good bytes count"] = JsonFile,
        ["Docker AttributesSplit lines"] = JsonFile,
        ["Corrupted log message line is skipped, keep correct bytes count"] = JsonFile,
        ["Filtering stream, bytes count accounts for all (filtered and not)"] = Filter,
        ["Filtering CRI stream, bytes count accounts for all (filtered and not)"] = Filter,
    };

    /// <summary>Beats accepts these; here the tag is required.</summary>
    private static readonly HashSet<string> DeadByPolicy = ["CRI log no tags", "Force CRI log no tags"];

    [Fact]
    public void Every_case_is_held_or_excluded_by_name()
    {
        var (held, excluded) = (0, 0);
        foreach (var line in File.ReadLines(SharedData.Path("cri_docker_cases/cases.jsonl")))
        {
            var node = JsonNode.Parse(line)!;
            if (Excluded.ContainsKey((string)node["name"]!))
            {
                excluded++;
                continue;
            }

            Hold(node);
            held++;
        }

        Assert.Equal(35, held + excluded);
        Assert.Equal(14, held);
    }

    private static void Hold(JsonNode node)
    {
        var name = (string)node["name"]!;
        var text = string.Concat(node["input"]!.AsArray().Select(i => ((string)i!).TrimEnd('\n') + "\n"));
        var lines = Lines.ParseText(EventSource.Container, text);
        if (DeadByPolicy.Contains(name) || (bool?)node["expect_error"] == true)
        {
            Assert.True(lines.Dead.Count > 0, name);
            return;
        }

        var messages = node["expected_messages"] is { } several ? several.AsArray().Select(m => (string)m!).ToArray() : [(string)node["expected_message"]!];
        Assert.Empty(lines.Dead);
        Assert.Equal(messages.Select(m => m.TrimEnd('\n')).Order(StringComparer.Ordinal), lines.Events.Select(e => e.Document).Order(StringComparer.Ordinal));
        if ((string?)node["expected_ts"] is { } time)
        {
            Assert.Equal(DateTimeOffset.Parse(time, null), DateTimeOffset.Parse((string)lines.Events[0].Json["time"]!, null));
        }
    }
}

using System.Text.Json;
using Streams.Detections.Correlations;
using Streams.Detections.Rules;

namespace Streams.Detections.Tests.Rules;

/// <summary>The JSON schema of what is ours knows what the loader knows.</summary>
public sealed class OwnSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument
        .Parse(File.ReadAllText(SharedData.Checkout("schemas/streams-rule.schema.json")))
        .RootElement.GetProperty("properties");

    [Fact]
    public void Every_type_of_correlation_is_in_it() =>
        Assert.Equal(
            CorrelationTypes.Names.Order(StringComparer.Ordinal),
            Schema
                .GetProperty("correlation")
                .GetProperty("properties")
                .GetProperty("type")
                .GetProperty("enum")
                .EnumerateArray()
                .Select(type => type.GetString()!) // a list of texts
                .Order(StringComparer.Ordinal)
        );

    [Theory]
    [InlineData("streams", "detection: {s: {query: x}, condition: s}\nstreams: {KEY: 1}")]
    [InlineData("override", "override: {rules: [a], level: low, KEY: 1}")]
    public void Every_key_that_the_loader_reads_is_in_it(string part, string rule)
    {
        var told = RuleSetLoader
            .LoadTexts(
                (
                    "r.yml",
                    $"title: a\nid: a\nlogsource: {{category: dns}}\ndetection: {{s: {{query: x}}, condition: s}}\n---\ntitle: b\n{rule.Replace("KEY", "zzzzzz", StringComparison.Ordinal)}\n{(part == "override" ? "" : "logsource: {category: dns}\n")}"
                )
            )
            .Errors.Single(e => e.Message.Contains("'zzzzzz'", StringComparison.Ordinal))
            .Message;
        var known = Schema.GetProperty(part).GetProperty("properties").EnumerateObject().Select(p => p.Name).Except(["expires", "reason"]);

        Assert.Equal(known.Order(StringComparer.Ordinal), told[(told.IndexOf(": ", StringComparison.Ordinal) + 2)..].Split(", ").Order(StringComparer.Ordinal));
    }
}

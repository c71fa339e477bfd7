using System.Buffers;
using System.Text;
using System.Text.Json;
using Streams.Connectors.Sinks.Formats;
using Streams.Schemas.Alerts;

namespace Streams.Connectors.Sinks.Tests.Formats;

public sealed class FormatTests
{
    public static TheoryData<string> Names => [.. FormatTable.All.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_format_writes_one_document_on_one_line_that_names_the_alert(string name)
    {
        foreach (var alert in SampleAlerts.All)
        {
            var text = Written(name, alert);

            Assert.DoesNotContain('\n', text);
            Assert.Contains(alert.Alert.Id, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Ocsf_of_every_kind_of_rule_is_valid_against_the_published_schema()
    {
        using var schema = OcsfSchema.OpenOrSkip();
        foreach (var alert in SampleAlerts.All)
        {
            using var document = JsonDocument.Parse(Written("ocsf", alert));

            Assert.Empty(schema.Errors(document.RootElement, "detection_finding"));
        }
    }

    [Fact]
    public void Ocsf_the_check_finds_what_is_wrong()
    {
        using var schema = OcsfSchema.OpenOrSkip();
        using var document = JsonDocument.Parse(
            """{"class_uid":2004,"nonsense":1,"time":"now","finding_info":{"uid":1},"status_id":77,"evidences":[{"name":"x"}]}"""
        );

        var errors = schema.Errors(document.RootElement, "detection_finding");

        Assert.Contains(errors, e => e.EndsWith(".nonsense: is no attribute", StringComparison.Ordinal));
        Assert.Contains(errors, e => e.Contains(".severity_id: is required", StringComparison.Ordinal));
        Assert.Contains(errors, e => e.Contains(".time: ", StringComparison.Ordinal));
        Assert.Contains(errors, e => e.Contains(".finding_info.uid: 1 is no string_t", StringComparison.Ordinal));
        Assert.Contains(errors, e => e.Contains(".status_id: 77", StringComparison.Ordinal));
        Assert.Contains(errors, e => e.Contains(".evidences[0]: needs one of", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ocsf")]
    [InlineData("ecs")]
    public void Nothing_of_an_alert_is_lost(string name)
    {
        foreach (var alert in SampleAlerts.All)
        {
            using var ours = JsonDocument.Parse(AlertJson.Serialize(alert.Alert));
            var theirs = Strings(JsonDocument.Parse(Written(name, alert)).RootElement).ToHashSet(StringComparer.Ordinal);

            // The techniques' parents are split off; everything else stands as it is.
            Assert.Equal([], Strings(ours.RootElement).Except(theirs));
        }
    }

    [Fact]
    public void Ecs_has_the_fields_that_elastic_asks_of_an_external_alert()
    {
        using var document = JsonDocument.Parse(Written("ecs", SampleAlerts.All[0]));
        var root = document.RootElement;

        Assert.Equal("alert", root.GetProperty("event").GetProperty("kind").GetString());
        Assert.Equal(73, root.GetProperty("event").GetProperty("severity").GetInt32());
        Assert.Equal(["T1609", "T1552"], root.GetProperty("threat").GetProperty("technique").GetProperty("id").EnumerateArray().Select(t => t.GetString()));
        Assert.Equal("T1552.007", root.GetProperty("threat").GetProperty("technique").GetProperty("subtechnique").GetProperty("id")[0].GetString());
        Assert.Equal("api-7c9d-x2x4q", root.GetProperty("orchestrator").GetProperty("resource").GetProperty("name").GetString());
        Assert.Equal("10.244.0.20", root.GetProperty("related").GetProperty("ip")[0].GetString());
    }

    [Fact]
    public void Slack_what_an_attacker_chose_mentions_nobody()
    {
        var alert = SampleAlerts.All[0];
        alert = alert with
        {
            Alert = alert.Alert with { Title = "<!channel> & <@U1>", Evidence = [alert.Alert.Evidence[0] with { Excerpt = "<https://evil.example|click>" }] },
        };

        var text = Written("slack", alert);

        Assert.DoesNotContain("<", text, StringComparison.Ordinal);
        Assert.Contains("&lt;!channel&gt; &amp;", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Teams_what_an_attacker_chose_is_no_markdown()
    {
        var alert = SampleAlerts.All[0];
        alert = alert with { Alert = alert.Alert with { Evidence = [alert.Alert.Evidence[0] with { Excerpt = "[click](https://evil.example) ![x](y)" }] } };

        using var card = JsonDocument.Parse(Written("teams", alert));

        var blocks = card.RootElement.GetProperty("attachments")[0].GetProperty("content").GetProperty("body");
        Assert.Equal("\\[click\\](https://evil.example) \\!\\[x\\](y)", blocks[1].GetProperty("text").GetString());
    }

    private static string Written(string name, SinkAlert alert)
    {
        var to = new ArrayBufferWriter<byte>();
        FormatTable.Find(name)!.Write(alert, to);
        return Encoding.UTF8.GetString(to.WrittenSpan);
    }

    private static IEnumerable<string> Strings(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => value.EnumerateObject().SelectMany(p => Strings(p.Value)),
            JsonValueKind.Array => value.EnumerateArray().SelectMany(Strings),
            JsonValueKind.String => [value.GetString()!],
            _ => [],
        };
}

using System.Text;
using System.Text.Json.Nodes;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Tests.Conformance;

/// <summary>
/// Audit events of other projects' tests. Policy: kind and apiVersion may be missing (items cut from a list), a wrong kind is a dead letter,
/// an unknown time is null, and a missing stage counts as ResponseComplete.
/// </summary>
public sealed class AuditDataTests
{
    [Fact]
    public void Every_native_event_of_Panther_is_parsed()
    {
        var count = 0;
        foreach (var line in File.ReadLines(SharedData.Path("panther_k8s/tests.jsonl")))
        {
            if (JsonNode.Parse(line)!["k8s_event"] is not JsonObject native)
            {
                continue;
            }

            var seen = Lines.One(EventSource.Audit, native.ToJsonString());
            Assert.Equal((string?)native["verb"] ?? seen["audit.verb"], seen["audit.verb"]);
            Assert.Equal((string?)native["user"]?["username"], seen["audit.user.name"]);
            Assert.Equal((string?)native["stage"] ?? "ResponseComplete", seen["audit.stage"]);
            Assert.Equal((string?)native["objectRef"]?["resource"], seen["audit.object.resource"]);
            count++;
        }

        Assert.Equal(109, count);
    }

    [Fact]
    public void Every_trace_of_Falco_is_parsed_and_the_malformed_one_is_dead()
    {
        var (events, dead) = (0L, 0L);
        foreach (var file in Directory.GetFiles(SharedData.Path("falco_k8s_audit/traces")))
        {
            var lines = Lines.Parse(EventSource.Audit, file);
            var malformed = lines.Dead.Count(d => d.Reason != DeadReason.Empty);
            Assert.Equal(Path.GetFileName(file) == "fal_01_003.json" ? 1 : 0, malformed);
            events += lines.Counts.Events;
            dead += malformed;
        }

        Assert.Equal((1L, true), (dead, events >= 22));
    }

    [Theory]
    [InlineData("k8s_audit_misc/audit2rbac_demo.log", 37)]
    [InlineData("recorded/k8s-audit-1.20.2.jsonl", 83)]
    [InlineData("recorded/k8s-audit-1.36-generic.jsonl", 33)]
    public void Every_line_of_a_recording_is_an_event_with_a_time(string file, int count)
    {
        var lines = Lines.Parse(EventSource.Audit, SharedData.Path(file));

        Assert.Equal(new LineCounts(count, 0, 0, 0), lines.Counts);
        Assert.All(lines.Events, e => Assert.Equal(TimeSource.Record, e.TimeSource));
    }

    [Fact]
    public void A_whole_recording_as_one_event_list_gives_the_same_events()
    {
        var path = SharedData.Path("recorded/k8s-audit-1.20.2.jsonl");
        var list = $$"""{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[{{string.Join(',', File.ReadLines(path))}}]}""";

        var batch = Lines.ParseRecord(EventSource.Audit, Encoding.UTF8.GetBytes(list));

        var single = Lines.Parse(EventSource.Audit, path);
        Assert.Equal(single.Events.Select(e => e.Document), batch.Events.Select(e => e.Document));
        Assert.Equal(single.Events.Select(e => e.Json["fields"]!.ToJsonString()), batch.Events.Select(e => e.Json["fields"]!.ToJsonString()));
        Assert.Equal(Enumerable.Range(0, 83), batch.Events.Select(e => e.Index));
    }
}

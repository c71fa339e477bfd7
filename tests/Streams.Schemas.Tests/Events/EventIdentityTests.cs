using System.Text;
using System.Text.Json.Nodes;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;

namespace Streams.Schemas.Tests.Events;

/// <summary>What is one event, and what two.</summary>
public sealed class EventIdentityTests
{
    private const string Failed = "Failed password for root from 198.51.100.9 port 40022 ssh2";

    [Theory]
    [InlineData(EventSource.Journal, "Nov 24 10:00:05 node-1 sshd[411]: " + Failed)]
    [InlineData(EventSource.Journal, "<38>Nov 24 10:00:05 node-1 sshd[411]: " + Failed)]
    [InlineData(EventSource.Journal, "2026-11-24T10:00:05Z node-1 sshd[411]: " + Failed)]
    [InlineData(EventSource.Journal, "2026-11-24T10:00:05.123Z node-1 sshd[411]: " + Failed)]
    [InlineData(EventSource.Journal, "<38>1 2026-11-24T10:00:05.123Z node-1 sshd 411 - - " + Failed)]
    [InlineData(EventSource.Kernel, "Nov 24 10:00:05 node-1 kernel: device eth0 entered promiscuous mode")]
    [InlineData(EventSource.Kernel, "2026-11-24T10:00:05+00:00 node-1 kernel: device eth0 entered promiscuous mode")]
    public void Equal_lines_of_a_coarse_clock_are_two_events_at_two_places(EventSource source, string line)
    {
        Assert.NotEqual(IdOf(source, line, 41), IdOf(source, line, 42));
        Assert.Equal(IdOf(source, line, 41), IdOf(source, line, 41));
    }

    [Theory]
    [InlineData(EventSource.Journal, "2026-11-24T10:00:05.123456+00:00 node-1 sshd[411]: " + Failed)]
    [InlineData(EventSource.Journal, "2026-11-24T10:00:05.000000+00:00 node-1 sshd[411]: " + Failed)]
    [InlineData(EventSource.Journal, "<38>1 2026-11-24T10:00:05.123456Z node-1 sshd 411 - - " + Failed)]
    [InlineData(EventSource.Kernel, "2026-11-24T10:00:05.123456+00:00 node-1 kernel: device eth0 entered promiscuous mode")]
    [InlineData(EventSource.Kernel, "Nov 24 10:00:05 node-1 kernel: [ 4711.123456] device eth0 entered promiscuous mode")]
    [InlineData(EventSource.Container, "2026-11-24T10:00:05.000000000Z stdout F refused")]
    [InlineData(EventSource.Journal, """{"MESSAGE":"refused","SYSLOG_IDENTIFIER":"sshd","__REALTIME_TIMESTAMP":"1795514405000000","__CURSOR":"s=1;i=2"}""")]
    public void What_tells_itself_apart_is_one_event_wherever_it_is_delivered(EventSource source, string line) =>
        Assert.Equal(IdOf(source, line, 41), IdOf(source, line, 42));

    [Theory]
    [InlineData("stageTimestamp", "2026-11-24T10:00:04.500001Z")]
    [InlineData("requestURI", "/api/v1/secrets")]
    [InlineData("verb", "list")]
    [InlineData("stage", "ResponseStarted")]
    [InlineData("user", "{\"username\":\"eve\"}")]
    [InlineData("sourceIPs", "[\"192.0.2.10\"]")]
    public void Requests_under_one_audit_id_which_a_header_of_the_client_sets_are_many_events(string member, string other)
    {
        var request = Request();
        var changed = Request();
        changed[member] = other[0] is '{' or '[' ? JsonNode.Parse(other) : other;

        Assert.NotEqual(IdOf(EventSource.Audit, request.ToJsonString(), 41), IdOf(EventSource.Audit, changed.ToJsonString(), 41));
    }

    [Fact]
    public void A_request_is_one_event_whichever_way_it_comes()
    {
        var bare = Request().ToJsonString();
        var relayed = new JsonObject { ["log"] = bare + "\n", ["@timestamp"] = "2026-11-24T10:00:07Z" };
        var cut = Request();
        cut["requestObject"] = new JsonObject();

        Assert.Equal(IdOf(EventSource.Audit, bare, 41), IdOf(EventSource.Audit, relayed.ToJsonString(), 977));
        Assert.Equal(IdOf(EventSource.Audit, bare, 41), IdOf(EventSource.Audit, cut.ToJsonString(), 978));
    }

    [Fact]
    public void Place_is_topic_partition_offset_and_place_within_the_record()
    {
        var here = new Provenance("raw.journal", 3, 41, 41);
        string[] ids =
        [
            IdOf(here, 0),
            IdOf(here, 1),
            IdOf(here with { Origin = "other" }, 0),
            IdOf(here with { Partition = 4 }, 0),
            IdOf(here with { Position = 42 }, 0),
        ];

        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Theory]
    [InlineData(TimeSource.Kafka)]
    [InlineData(TimeSource.TimeBase)]
    public void A_time_that_is_not_the_lines_own_tells_nothing_apart(TimeSource from)
    {
        var parsed = new ParsedEvent();
        parsed.Reset(EventSource.Container);
        parsed.SetTime(new Timestamp(1_795_514_405_123_456_789), from);

        Assert.NotEqual(
            EventIdentity.Of(parsed, "n", "x"u8, new Provenance("f", -1, 1, 1)),
            EventIdentity.Of(parsed, "n", "x"u8, new Provenance("f", -1, 2, 2))
        );
    }

    private static JsonObject Request() =>
        JsonNode
            .Parse(
                """{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"a1","stage":"ResponseComplete","requestURI":"/api/v1/namespaces/shop/secrets/db","verb":"get","user":{"username":"dana"},"sourceIPs":["192.0.2.9"],"objectRef":{"resource":"secrets","namespace":"shop","name":"db"},"responseStatus":{"code":200},"stageTimestamp":"2026-11-24T10:00:04.5Z"}"""
            )!
            .AsObject();

    private static string IdOf(Provenance place, int index)
    {
        var parsed = new ParsedEvent();
        parsed.Reset(EventSource.Journal);
        parsed.SetTime(new Timestamp(1_795_514_405_000_000_000), TimeSource.Header);
        (parsed.IsCoarse, parsed.Index) = (true, index);
        return EventIdentity.Of(parsed, "n", "x"u8, place);
    }

    private static string IdOf(EventSource source, string line, long position)
    {
        var sink = new Ids(position);
        RecordParsers
            .Create(source, new ParserOptions())
            .Parse(new RawRecord { Value = Encoding.UTF8.GetBytes(line), AppendTime = new Timestamp(1_795_514_406_000_000_000) }, sink);
        return Assert.Single(sink.Found);
    }

    private sealed class Ids(long position) : IParseSink
    {
        public List<string> Found { get; } = [];

        public void OnEvent(ParsedEvent parsed) => Found.Add(EventIdentity.Of(parsed, "n", parsed.Document.Span, new Provenance("f", -1, position, position)));

        public void OnDead(in DeadElement dead) => Assert.Fail(dead.Detail);
    }
}

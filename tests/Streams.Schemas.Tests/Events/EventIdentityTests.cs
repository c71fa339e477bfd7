using System.Text;
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

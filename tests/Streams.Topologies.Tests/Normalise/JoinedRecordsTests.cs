using System.Text;
using Streams.Schemas.Behaviours;
using Streams.Schemas.DeadLetters;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Signals;
using Streams.Schemas.Sources;
using Streams.Topologies.Entities;
using Streams.Topologies.Normalise;
using Streams.Topologies.Normalise.Feeds;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Tests.Normalise;

/// <summary>Records of Linux audit of one serial, each in a value of its own, over a restart and over time.</summary>
public sealed class JoinedRecordsTests
{
    private const string Call = "SYSCALL: arch=c000003e syscall=59 success=yes items=0 pid=4712 uid=0 comm=\"id\" exe=\"/usr/bin/id\"";
    private const string AnyRule = """
        title: any
        id: any
        logsource: {product: linux, service: syslog}
        detection: {x: {process.name: nobody}, condition: x}
        """;

    private readonly MemoryState<PartsOfLine> _parts = new();
    private readonly NormaliseCounts _counts = new();
    private readonly Output _output = new();

    [Fact]
    public void Records_are_one_event_though_the_process_ends_between_any_two()
    {
        Send(Stage(), 0, 1, Call);
        Send(Stage(), 0.1, 2, "EXECVE: argc=2 a0=\"id\" a1=\"-u\"");
        Send(Stage(), 0.2, 3, "PROCTITLE: proctitle=696400");
        Send(Stage(), 0.3, 4, "EOE: ");

        var seen = Assert.Single(_output.Events);
        Assert.Equal((1L, 3L), (seen.Provenance.Position, seen.Provenance.LastPosition));
        Assert.Equal("in 4 = events 1 + fragments 2 + dead 0 + health 1", _counts.ToString());
        Assert.Empty(_parts.Keys);
    }

    [Fact]
    public void Records_whose_rest_does_not_come_are_an_event_each_serial_and_hold_the_frontier_until_then()
    {
        var stage = Stage();
        Send(stage, 0, 1, Call, "100");
        Send(stage, 0, 2, Call.Replace("4712", "99", StringComparison.Ordinal), "101");
        stage.EndOfLog(Some.At(1.9));
        Assert.Empty(_output.Events);
        Assert.Equal(Some.At(0), stage.Watermark().Frontier);

        stage.EndOfLog(Some.At(5));
        Assert.Equal(2, _output.Events.Count);
        Assert.Equal(Some.At(5), stage.Watermark().Frontier);
        Assert.Equal("in 2 = events 2 + fragments 0 + dead 0 + health 0", _counts.ToString());
    }

    /// <summary>The joiner's buffer serves one event after the other: those of one moment must not share it.</summary>
    [Fact]
    public void Orphans_of_one_moment_keep_their_own_documents()
    {
        var joiner = new LineJoiner(_parts, RecordParsers.Joiner(EventSource.Journal, new ParserOptions())!);
        var parser = RecordParsers.Create(EventSource.Journal, new ParserOptions());
        foreach (var serial in (string[])["100", "101", "102"])
        {
            var record = Record(0, Call, serial);
            parser.Parse(in record, new Sink(parsed => Assert.Null(joiner.Add(parsed, record, new Provenance("raw.journal-0", 0, 1, 1)))));
        }

        var orphans = joiner.Expire(Some.At(10));
        Assert.Equal(["100", "101", "102"], orphans.Select(o => Encoding.UTF8.GetString(o.Event.Document.Span)[35..38]).Order(StringComparer.Ordinal));
    }

    private NormaliseStage Stage()
    {
        var table = new EntityTable([]);
        var state = new NormaliseState(_parts, new RecordBuffer(new MemoryState<BufferedRecord>()), new MemoryState<NodeTrack>(), _counts);
        return new NormaliseStage(EventSource.Journal, "raw.journal-0", RuleRegistry.Of(Some.Plan(AnyRule)), new NormaliseOptions(), table, state, _output);
    }

    private static void Send(NormaliseStage stage, double seconds, long position, string record, string serial = "100") =>
        stage.Process(Record(seconds, record, serial), new Provenance("raw.journal-0", 0, position, position));

    private static RawRecord Record(double seconds, string record, string serial)
    {
        var (kind, fields) = (record[..record.IndexOf(':', StringComparison.Ordinal)], record[(record.IndexOf(':', StringComparison.Ordinal) + 2)..]);
        return new RawRecord { Value = Encoding.UTF8.GetBytes($"type={kind} msg=audit(1795514.123:{serial}): {fields}"), AppendTime = Some.At(seconds) };
    }

    private sealed class Sink(Action<ParsedEvent> take) : IParseSink
    {
        public void OnEvent(ParsedEvent parsed) => take(parsed);

        public void OnDead(in DeadElement dead) => Assert.Fail(dead.Detail);
    }

    private sealed class Output : INormaliseOutput
    {
        public List<Event> Events { get; } = [];

        public void Event(Event e) => Events.Add(e);

        public void Feed(Event e, FeedRecord record) { }

        public void Signal(Signal signal) { }

        public void Observe(Observation observation) { }

        public void Behave(Behaviour behaviour) { }

        public void Fact(EntityFact fact) { }

        public void Forget(string factKey) { }

        public void Dead(DeadLetter letter) => Assert.Fail(letter.Detail);
    }
}

using System.Globalization;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Signals;
using Streams.Topologies.Entities;
using Streams.Topologies.Normalise;
using Streams.Topologies.Normalise.Feeds;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Tests.Normalise;

/// <summary>Whoever writes a source's lines chooses names and parts without end: what stage A keeps of them is bounded in bytes, and every element is accounted for.</summary>
public sealed class FloodTests
{
    private const string AnyFlow = """
        title: any
        id: any
        logsource: {product: linux, service: netfilter}
        detection: {x: {source.ip|exists: true}, condition: x}
        """;
    private readonly MemoryState<PartsOfLine> _parts = new();
    private readonly MemoryState<NodeTrack> _nodes = new();
    private readonly NormaliseCounts _counts = new();

    [Fact]
    public void Parts_of_more_lines_than_there_is_room_for_go_on_as_partial_events_the_oldest_first()
    {
        const int Lines = 40_000;
        var (stage, output) = Make(EventSource.Container);
        var text = new string('x', 4_000);
        for (var i = 0; i < Lines; i++)
        {
            Send(
                stage,
                $$"""{"log":"2026-11-23T07:00:00Z stdout P {{text}}","kubernetes":{"namespace_name":"n","container_name":"c","pod_name":"p{{i}}"} }""",
                i
            );
        }

        Assert.InRange(_parts.Keys.Sum(k => (long)_parts.Get(k)!.Parts.Length), LineJoiner.MaxBufferedBytes / 2, LineJoiner.MaxBufferedBytes);
        Assert.DoesNotContain(_parts.Keys, k => k.Contains("/p0/", StringComparison.Ordinal));
        Assert.Contains(_parts.Keys, k => k.Contains(string.Create(CultureInfo.InvariantCulture, $"/p{Lines - 1}/"), StringComparison.Ordinal));
        Assert.Equal((Lines, Lines, output.Events), (_counts.In, _counts.Fragments + _counts.Events, (int)_counts.Events));
    }

    [Fact]
    public void Names_without_end_are_kept_short_and_still_differ()
    {
        var (stage, output) = Make(EventSource.Kernel);
        var name = new string('n', 20_000);
        for (var i = 0; i < 5_000; i++)
        {
            Send(
                stage,
                $"2026-11-23T07:00:00.000000+00:00 {name}{i} kernel: calico-packet: IN=cali1 OUT=eth0 SRC=10.0.0.1 DST=8.8.8.8 LEN=60 TOS=0x00 PREC=0x00 TTL=63 ID=1 DF PROTO=TCP SPT=1 DPT=443 WINDOW=1 RES=0x00 SYN URGP=0",
                i
            );
        }

        // The last still waits for its pod.
        stage.Heartbeat(Some.At(1_000_000));
        Assert.InRange(_nodes.Keys.Count, 1_000, new TimeOptions().MaxNodes);
        Assert.All(_nodes.Keys, n => Assert.InRange(n.Length, 1, BoundedName.Longest));
        Assert.True(output.LongestName <= BoundedName.Longest, $"a name of {output.LongestName} characters was kept");
        Assert.Equal(5_000, _counts.Events);
    }

    private (NormaliseStage Stage, Output Output) Make(EventSource source)
    {
        var output = new Output();
        var state = new NormaliseState(_parts, new RecordBuffer(new MemoryState<BufferedRecord>()), _nodes, _counts);
        return (
            new NormaliseStage(
                source,
                "raw-0",
                RuleRegistry.Of(Some.Plan(AnyFlow)),
                new NormaliseOptions { Time = new TimeOptions { EntityWait = TimeSpan.Zero } },
                new EntityTable([]),
                state,
                output
            ),
            output
        );
    }

    private static void Send(NormaliseStage stage, string line, long position) =>
        stage.Process(
            Some.Record(line, new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds() - 1_795_420_000),
            new Provenance("raw", 0, position, position)
        );

    private sealed class Output : INormaliseOutput
    {
        public int Events { get; private set; }

        public int LongestName { get; private set; }

        public void Event(Event e)
        {
            Events++;
            for (var kind = 0; kind < EntityKinds.Count; kind++)
            {
                LongestName = Math.Max(LongestName, e.Entities[(EntityKind)kind]?.Length ?? 0);
            }
        }

        public void Feed(Event e, FeedRecord record) { }

        public void Signal(Signal signal) => LongestName = Math.Max(LongestName, signal.Group.Length);

        public void Observe(Observation observation) => LongestName = Math.Max(LongestName, observation.Subject.Length);

        public void Behave(Streams.Schemas.Behaviours.Behaviour behaviour) => LongestName = Math.Max(LongestName, behaviour.Entity.Length);

        public void Fact(EntityFact fact) { }

        public void Forget(string factKey) { }

        public void Dead(Streams.Schemas.DeadLetters.DeadLetter letter) => Assert.Fail(letter.Detail);
    }
}

using Streams.Schemas.Behaviours;
using Streams.Schemas.DeadLetters;
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

public sealed class NormaliseStageTests
{
    private const string AnyFlow = """
        title: any
        id: any
        logsource: {product: linux, service: netfilter}
        detection: {x: {source.ip|exists: true}, condition: x}
        """;

    [Fact]
    public void Parts_of_a_line_become_one_event_even_interleaved()
    {
        var (stage, output) = Make(EventSource.Container);
        Send(stage, 0, "2026-11-23T07:00:00Z stdout P one ", 1);
        Send(stage, 0.1, "2026-11-23T07:00:00Z stderr F other", 2);
        Send(stage, 0.2, "2026-11-23T07:00:00Z stdout F two", 3);

        Assert.Equal(["other", "one two"], output.Events.Select(e => e.Summary));
        Assert.Equal((1L, 3L), (output.Events[1].Provenance.Position, output.Events[1].Provenance.LastPosition));
        Assert.Equal("in 3 = events 2 + fragments 1 + dead 0 + health 0", stage.Counts.ToString());
    }

    [Fact]
    public void Parts_of_one_append_time_without_their_end_become_one_partial_event()
    {
        var (stage, output) = Make(EventSource.Container);
        Send(stage, 0, "2026-11-23T07:00:00Z stdout P one ", 1);
        Send(stage, 0, "2026-11-23T07:00:00Z stdout P two", 2);
        stage.EndOfLog(Some.At(5));

        Assert.Single(output.Events);
        Assert.True(stage.Counts.IsBalanced, stage.Counts.ToString());
    }

    [Fact]
    public void Parts_without_their_end_become_a_partial_event_and_hold_the_frontier_until_then()
    {
        var (stage, output) = Make(EventSource.Container);
        Send(stage, 0, "2026-11-23T07:00:00Z stdout P lost", 1);
        Assert.Equal(Some.At(0), stage.Watermark().Frontier);

        stage.EndOfLog(Some.At(5));

        Assert.Equal("lost", Assert.Single(output.Events).Summary);
        Assert.Equal(Some.At(5), stage.Watermark().Frontier);
        Assert.Equal("in 1 = events 1 + fragments 0 + dead 0 + health 0", stage.Counts.ToString());
    }

    [Fact]
    public void Bad_line_is_a_dead_letter_with_its_bytes()
    {
        var (stage, output) = Make(EventSource.Audit);
        Send(stage, 0, "{\"kind\":", 7);

        var letter = Assert.Single(output.Dead);
        Assert.Equal((7L, "{\"kind\":"), (letter.Provenance.Position, System.Text.Encoding.UTF8.GetString(letter.Value.Span)));
        Assert.True(stage.Counts.IsBalanced);
    }

    [Fact]
    public void Event_of_a_pod_not_known_yet_waits_and_is_resolved()
    {
        var table = new EntityTable([]);
        var (stage, output) = Make(EventSource.Kernel, table);
        Send(stage, 10, Flow("cali01234567890", "10.0.0.5"), 1);
        Assert.Empty(output.Events);
        Assert.Equal(Some.At(10), stage.Watermark().Frontier);

        table.Learn(
            new EntityFact
            {
                ValidFrom = Some.At(-3_000),
                Namespace = "shop",
                Pod = "cart-x",
                Ips = ["10.0.0.5"],
            }
        );
        stage.EndOfLog(Some.At(20));

        Assert.Equal("cart-x", Assert.Single(output.Events).Entities[EntityKind.Pod]);
        Assert.Single(output.Signals);
    }

    [Fact]
    public void Event_waits_for_the_sources_that_teach_pods_and_holds_the_watermark_back()
    {
        var table = new EntityTable(["raw.audit-0"]);
        var (stage, output) = Make(EventSource.Kernel, table);
        Send(stage, 10, Flow("cali01234567890", "10.0.0.5"), 1);
        Send(stage, 500, Flow("eth1", "10.0.0.6"), 2);

        var mark = stage.Watermark();
        Assert.Single(output.Events);
        Assert.Equal((Some.At(10), true), (mark.Frontier, mark.Nodes.All(n => n.Highest <= Some.At(10))));

        table.Report("raw.audit-0", Some.At(20));
        Assert.True(stage.Tick(Some.At(1)));
        Assert.Equal(2, output.Events.Count);
        Assert.Equal(Some.At(500), stage.Watermark().Frontier);
    }

    [Fact]
    public void Pending_records_of_two_files_with_the_same_line_number_are_both_kept()
    {
        var (stage, output) = Make(EventSource.Kernel, new EntityTable(["raw.audit-0"]));
        stage.Process(Some.Record(Flow("cali01234567890", "10.0.0.5"), 10), new Provenance("a", -1, 1, 1));
        stage.Process(Some.Record(Flow("cali01234567890", "10.0.0.6"), 11), new Provenance("b", -1, 1, 1));
        stage.Tick(Some.At(1_000));
        stage.Tick(Some.At(1_031));

        Assert.Equal(["a", "b"], output.Events.Select(e => e.Provenance.Origin));
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\udc00x\\ud800")]
    public void Event_with_a_lone_surrogate_is_still_matched(string text)
    {
        var (stage, output) = Make(
            EventSource.Audit,
            rule: """
            title: any
            id: any
            logsource: {product: kubernetes, service: audit}
            detection: {x: {verb: delete, userAgent|contains: evil}, condition: x}
            """
        );
        Send(
            stage,
            0,
            $$"""{"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"1","stage":"ResponseComplete","verb":"delete","requestURI":"/","user":{"username":"b{{text}}"},"userAgent":"evil{{text}}","stageTimestamp":"2026-11-23T07:00:00Z"}""",
            1
        );

        Assert.Empty(output.Dead);
        Assert.Equal(["any"], Assert.Single(output.Events).Rules);
    }

    [Theory]
    [InlineData(12, 1.1)]
    [InlineData(1_000, 30.1)]
    public void Event_of_a_pod_never_known_goes_on_unresolved_after_the_wait(double now, double patience)
    {
        var (stage, output) = Make(EventSource.Kernel);
        Send(stage, 10, Flow("cali01234567890", "10.0.0.5"), 1);
        Assert.False(stage.Tick(Some.At(now)));
        Assert.False(stage.Tick(Some.At(now + patience - 0.2)));
        Assert.True(stage.Tick(Some.At(now + patience)));

        Assert.Null(Assert.Single(output.Events).Entities[EntityKind.Pod]);
        Assert.True(stage.Counts.IsBalanced);
    }

    [Fact]
    public void Event_found_by_an_address_waits_while_a_backlog_is_caught_up_on_for_the_addresses_later_owner()
    {
        var table = new EntityTable(["audit-0"]);
        table.Learn(Fact("former", Time(-1_000)));
        table.Report("audit-0", Time(-500));
        var (stage, output) = Make(EventSource.Kernel, table);
        stage.Tick(Time(50_000));
        Send(stage, Seconds(0), Flow("eth9", "10.0.0.5"), 1);
        Assert.Empty(output.Events);

        table.Learn(Fact("later", Time(-10)));
        table.Report("audit-0", Time(100));
        stage.EndOfLog(Time(100));

        Assert.Equal("later", Assert.Single(output.Events).Entities[EntityKind.Pod]);
    }

    [Fact]
    public void Waiting_is_bounded_the_oldest_goes_on_unresolved()
    {
        var (stage, output) = Make(EventSource.Kernel, new EntityTable(["audit-0"]));
        var line = Flow("cali01234567890", "10.0.0.5") + new string('x', 10_000);
        for (var i = 0; i < 2_000; i++)
        {
            Send(stage, Seconds(0), line, i);
        }

        Assert.InRange(output.Events.Count, 300, 500);
        Assert.Equal(0, output.Events[0].Provenance.Position);
        Assert.Equal(output.Events.Count, stage.Counts.Early);
    }

    [Fact]
    public void Any_event_tells_that_its_subject_was_seen_once_and_again_where_it_is_earlier()
    {
        var (stage, output) = Make(
            EventSource.Container,
            rule: """
            title: rare
            id: rare
            name: rare
            logsource: {product: linux, service: netfilter}
            detection: {x: {source.ip: 203.0.113.1}, condition: x}
            streams: {alert: false}
            ---
            title: new
            id: new
            correlation: {type: streams.first_seen, rules: [rare], group-by: [streams.workload], field: streams.destination}
            level: low
            """
        );
        foreach (var second in (int[])[5, 6, 4])
        {
            var line = $"2026-11-23T07:00:0{second}Z stdout F hello";
            stage.Process(
                Some.Record(line, Seconds(9), "web-0_shop_app-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef.log"),
                new Provenance("raw", 0, second, second)
            );
        }

        Assert.All(output.Observations, o => Assert.True(o.IsSighting));
        Assert.Equal([("shop/web", 5L), ("shop/web", 4L)], output.Observations.Select(o => (o.Subject, (o.Evidence.Time - Time(0)) / Some.Second)));
    }

    [Fact]
    public void Event_from_the_future_is_capped_and_counted()
    {
        var (stage, output) = Make(EventSource.Container);
        var append = (double)(new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds() - 1_795_420_000);
        Send(stage, append, "2026-11-23T09:00:00Z stdout F hello", 1);

        Assert.Equal(Some.At(append + 2), Assert.Single(output.Events).Time);
        Assert.Equal(1, stage.Counts.Future);
    }

    [Fact]
    public void Gave_up_counts_a_dead_element_and_goes_on_behind_it()
    {
        var (stage, _) = Make(EventSource.Dns);
        stage.GaveUp(Some.At(42));

        Assert.Equal(("in 1 = events 0 + fragments 0 + dead 1 + health 0", Some.At(42)), (stage.Counts.ToString(), stage.Watermark().Frontier));
    }

    [Fact]
    public void Heartbeat_moves_the_frontier_and_counts_as_health()
    {
        var (stage, _) = Make(EventSource.Dns);
        stage.Heartbeat(Some.At(42));

        Assert.Equal(Some.At(42), stage.Watermark().Frontier);
        Assert.Equal(1, stage.Counts.Health);
    }

    /// <summary>Seconds after 2026-11-23T07:00:00Z on the tests' clock.</summary>
    private static double Seconds(double after) => new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds() - 1_795_420_000 + after;

    private static Timestamp Time(double after) => Some.At(Seconds(after));

    private static EntityFact Fact(string pod, Timestamp from) =>
        new()
        {
            Namespace = "shop",
            Pod = pod,
            PodUid = pod,
            ValidFrom = from,
            Ips = ["10.0.0.5"],
            ContainerIds = [],
        };

    private static string Flow(string ingress, string source) =>
        $"2026-11-23T07:00:00.000000+00:00 n kernel: calico-packet: IN={ingress} OUT=eth0 SRC={source} DST=8.8.8.8 LEN=60 TOS=0x00 PREC=0x00 TTL=63 ID=1 DF PROTO=TCP SPT=1 DPT=443 WINDOW=1 RES=0x00 SYN URGP=0";

    private static void Send(NormaliseStage stage, double append, string line, long position) =>
        stage.Process(Some.Record(line, append), new Provenance("raw", 0, position, position));

    private static (NormaliseStage, Output) Make(EventSource source, EntityTable? table = null, string? rule = null)
    {
        var output = new Output();
        var state = new NormaliseState(
            new MemoryState<PartsOfLine>(),
            new RecordBuffer(new MemoryState<BufferedRecord>()),
            new MemoryState<NodeTrack>(),
            new NormaliseCounts()
        );
        return (
            new NormaliseStage(
                source,
                "raw-0",
                RuleRegistry.Of(Some.Plan(rule ?? AnyFlow)),
                new NormaliseOptions(),
                table ?? new EntityTable([]),
                state,
                output
            ),
            output
        );
    }

    private sealed class Output : INormaliseOutput
    {
        public List<Event> Events { get; } = [];

        public List<Signal> Signals { get; } = [];

        public List<DeadLetter> Dead { get; } = [];

        public void Event(Event e) => Events.Add(e);

        public List<FeedRecord> Feeds { get; } = [];

        public void Feed(Event e, FeedRecord record) => Feeds.Add(record);

        public void Signal(Signal signal) => Signals.Add(signal);

        public List<Observation> Observations { get; } = [];

        public void Observe(Observation observation) => Observations.Add(observation);

        public List<Behaviour> Behaviours { get; } = [];

        public void Behave(Behaviour behaviour) => Behaviours.Add(behaviour);

        public void Fact(EntityFact fact) { }

        public void Forget(string factKey) { }

        void INormaliseOutput.Dead(DeadLetter letter) => Dead.Add(letter);
    }
}

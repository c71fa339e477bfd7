using Streams.Detections.Rules;
using Streams.Schemas.Alerts;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;
using Streams.Schemas.Watermarks;
using Streams.Topologies.Binding;
using Streams.Topologies.Correlate;
using Streams.Topologies.Correlate.Groups;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Benchmarks.Sigma;

/// <summary>One run of one correlation through stage C, from the bytes that stand on the topic. Making them is not timed.</summary>
internal sealed class CorrelationRun : ICorrelateOutput
{
    private const int Batch = 250;
    private const int Tick = 10_000;
    private const long Rest = 120 * Timestamp.Second;

    /// <summary>As much as they need: a full room gives up a group for each that comes.</summary>
    private static readonly GroupRoomOptions Room = new() { MaxGroups = int.MaxValue, MaxGroupBytes = long.MaxValue };
    private readonly CorrelateStage _stage;
    private readonly SignalSource _source;
    private readonly BenchStore _store = new();
    private readonly GroupStore? _groups;

    private CorrelationRun(string kind, string body, int groups, bool stored)
    {
        string[] documents = ["a", "b"];
        documents = Array.ConvertAll(documents, id => $$"""
                title: {{id}}
                id: {{id}}
                name: {{id}}
                logsource: {product: linux, service: netfilter}
                detection: {x: {source.ip: {{id}}}, condition: x}

                """);
        var correlation = kind == "each" ? "" : $$"""---{{"\n"}}title: c{{"\n"}}id: c{{"\n"}}correlation: { {{body}} }{{"\n"}}""";
        var (rules, _) = RuleSetLoader.LoadTexts(("bench.yml", string.Join("---\n", documents) + correlation));
        var (plan, _) = RulePlan.Of(rules);
        var (hash, rule) = plan.Roots.First(r => kind == "each" || r.Value.Meta.Id == "c");
        _source = new SignalSource(hash, [.. rule.Inputs], groups);
        var state = CorrelateState.Volatile();
        if (stored)
        {
            state = state with { Groups = _groups = new GroupStore(_store, "group") };
        }

        _stage = new CorrelateStage(
            RuleRegistry.Of(plan),
            new TimeOptions(),
            "",
            new PipelineShape(new Dictionary<string, EventSource> { ["k-0"] = EventSource.Kernel }, 1),
            state,
            this,
            room: Room
        );
        Advance(0);
    }

    /// <summary>CPU a signal, microseconds: the signals and a watermark each 500 ms of virtual time.</summary>
    public static double Throughput(string kind, string body, int groups, int signals)
    {
        var run = new CorrelationRun(kind, body, groups, stored: false);
        var (batch, spent) = (new byte[Batch][], TimeSpan.Zero);
        for (var done = 0; done < signals; done += Batch)
        {
            for (var i = 0; i < Batch; i++)
            {
                batch[i] = run._source.Next();
            }

            var before = Environment.CpuUsage.TotalTime;
            foreach (var signal in batch)
            {
                run._stage.Process(signal);
            }

            if ((done + Batch) % Tick == 0)
            {
                run.Advance(0);
            }

            spent += Environment.CpuUsage.TotalTime - before;
        }

        return spent.TotalMicroseconds / signals;
    }

    /// <summary>Managed bytes a group of one or two signals, as they have come and when the watermark has passed them by two minutes; and the bytes stored.</summary>
    public static (double Coming, double Resting, double Stored) Memory(string kind, string body, int groups)
    {
        var run = new CorrelationRun(kind, body.Replace("timespan: 1m", "timespan: 1h", StringComparison.Ordinal), groups, stored: true);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var group = 0; group < groups; group++)
        {
            run._stage.Process(run._source.Next(group));
            if (group % 2 == 0)
            {
                run._stage.Process(run._source.Next(group));
            }
        }

        run._groups!.Flush(); // it is stored
        var hot = GC.GetTotalMemory(forceFullCollection: true) - before - run._store.Bytes;
        run.Advance(Rest);
        run.Advance(Rest);
        run._groups.Flush();
        var rest = GC.GetTotalMemory(forceFullCollection: true) - before - run._store.Bytes;
        GC.KeepAlive(run);
        return ((double)hot / groups, (double)rest / groups, (double)run._store.Stored / groups);
    }

    public void Alert(Alert alert) { }

    public void Unknown(Signal signal) => throw new InvalidOperationException("the signal is of another correlation");

    public void Blind(string ruleId) { }

    private void Advance(long beyond)
    {
        var now = _source.Now + beyond;
        var mark = new OriginMark(EventSource.Kernel, "k-0", now, [new NodeMark("worker-a", now, now, [new Segment(now, now, 1)])]);
        _stage.Process(new WatermarkVector("k-0", [mark]), static _ => true);
        _stage.Process(new WatermarkVector("observe-0", [mark]), static _ => true);
    }
}

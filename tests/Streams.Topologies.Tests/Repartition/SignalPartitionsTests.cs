using System.Text;
using CsCheck;
using Streams.Engine.Hosting;
using Streams.Schemas.Signals;
using Streams.Topologies.Binding;
using Streams.Topologies.Correlate;
using Streams.Topologies.Correlate.Storms;
using Streams.Topologies.Repartition;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;
using static Streams.Topologies.Tests.Correlate.CorrelationStand;

namespace Streams.Topologies.Tests.Repartition;

/// <summary>Stage C on so many partitions, then on others: the alerts are those of one that was never divided.</summary>
public sealed class SignalPartitionsTests
{
    private static readonly string[] Groups = [.. Enumerable.Range(0, 12).Select(i => $"group-{i}")];

    [Fact]
    public void Divided_anew_at_any_time_the_alerts_are_those_of_one_partition() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 6], Gen.Int[0, 40], Gen.Select(Gen.Int[0, 11], Gen.Int[0, 3]).Array[40])
            .Sample(
                (before, after, cut, signals) =>
                {
                    var undivided = new Run(1);
                    undivided.Take(signals);
                    undivided.End();

                    var divided = new Run(before);
                    divided.Take(signals[..cut]);
                    divided.Divide(after);
                    divided.Take(signals[cut..], cut);
                    divided.End();

                    Assert.Equal(undivided.Alerts.Comparable(), divided.Alerts.Comparable());
                },
                iter: 60
            );

    [Fact]
    public void State_of_a_later_version_is_refused()
    {
        var store = new FakeStore();
        store.Put("format"u8.ToArray(), "99"u8.ToArray());

        Assert.Throws<StateRefusedException>(() => new SignalPartitions([store.Scan(default)], 2));
    }

    /// <summary>The tasks of stage C, and what they wrote.</summary>
    private sealed class Run
    {
        private readonly RulePlan _plan = Some.Plan(Count(3));
        private FakeStore[] _stores = [];
        private CorrelateTask[] _tasks = [];

        public Run(int partitions) => Start([.. Enumerable.Range(0, partitions).Select(_ => new FakeStore())]);

        public Some.Alerts Alerts { get; } = new();

        /// <summary>A signal of a group each, the watermark behind every fifth.</summary>
        public void Take((int Group, int Late)[] signals, int from = 0)
        {
            for (var i = 0; i < signals.Length; i++)
            {
                var (group, at) = (Groups[signals[i].Group], (from + i) * 2);
                var partition = KeyPartitioner.Of(Encoding.UTF8.GetBytes(group), _tasks.Length);
                _tasks[partition].Stage.Process(Some.Signal(Some.Hash(_plan), "a", at - signals[i].Late, $"e{from + i}", group));
                if ((from + i) % 5 == 4)
                {
                    AdvanceAll(at);
                }
            }
        }

        public void Divide(int partitions)
        {
            Flush();
            var divided = new SignalPartitions(_stores.Select(s => s.Scan(default)), partitions).Divide();
            Start([
                .. divided.Select(entries =>
                {
                    var store = new FakeStore();
                    foreach (var (key, value) in entries)
                    {
                        store.Put(key, value);
                    }

                    return store;
                }),
            ]);
        }

        public void End() => AdvanceAll(5_000);

        private void AdvanceAll(int seconds)
        {
            foreach (var task in _tasks)
            {
                Advance(task.Stage, seconds);
            }
        }

        private void Flush()
        {
            foreach (var task in _tasks)
            {
                task.States.Flush();
            }
        }

        private void Start(FakeStore[] stores)
        {
            _stores = stores;
            _tasks = [.. stores.Select(s => new CorrelateTask(s, _plan, Alerts))];
        }
    }

    /// <summary>A task as <see cref="CorrelateBinding"/> makes it.</summary>
    private sealed class CorrelateTask
    {
        public CorrelateTask(FakeStore store, RulePlan plan, Some.Alerts alerts)
        {
            States = new TaskStates(store);
            States.Add("format", name => new StateFormat(store, name));
            var (groups, gaps) = (States.Add("group", name => new GroupStore(store, name)), States.Whole<GapState>("gap"));
            var buffered = States.Whole<BufferedItems<Signal>>("awaited");
            var (storms, members) = (States.Whole<StormState>("storm"), States.Whole<StormMember>("storm-member"));
            var watermarks = States.Add("watermarks", _ => new StoredWatermarks(store));
            Stage = new CorrelateStage(
                RuleRegistry.Of(plan),
                new TimeOptions(),
                "",
                Some.Shape,
                new CorrelateState(groups, gaps, buffered, watermarks.Memory, watermarks.Counts, storms, members),
                alerts
            );
            States.Load();
            Stage.Restored();
        }

        public TaskStates States { get; }

        public CorrelateStage Stage { get; }
    }
}

using Streams.Models.Habits;
using Streams.Models.Scoring;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Features;
using Streams.Schemas.Labels;
using Streams.Schemas.Models;
using Streams.Schemas.Signals;
using Streams.Topologies.Observe;
using Streams.Topologies.Observe.Habits;
using Streams.Topologies.Rules;
using Streams.Topologies.Time;
using static Streams.Topologies.Tests.Observe.Habits.HabitActs;

namespace Streams.Topologies.Tests.Observe.Habits;

public sealed class QuarantineTests
{
    private const double Day = 86_400;
    private const string Rule = """
        title: secrets
        id: secrets
        correlation: {type: streams.habit, weights: {secrets: 1, acts: 0.5}, timespan: 10m, long_timespan: 24h, condition: {gte: 4}}
        level: medium
        """;

    private static readonly PipelineShape Shape = new(new Dictionary<string, EventSource> { ["a-0"] = EventSource.Audit }, 1);
    private static readonly Behaviour[] Life = [.. Enumerable.Range(0, 60).Select(i => Act("read", i * 30))];

    [Fact]
    public void What_an_alert_rests_on_makes_nothing_less_surprising()
    {
        var evidence = Enumerable.Range(0, 5).Select(i => Act($"get secrets e{i}", 2_000 + (i * 2_000), "r")).ToArray();
        var late = Act("get secrets last", 20_000);

        var innocent = ScoreOf(late, [.. Life, late]);

        Assert.InRange(ScoreOf(late, [.. Life, .. evidence, late]), innocent, innocent + 0.2);
        Assert.True(ScoreOf(late, [.. Life, .. evidence.Select(e => e with { Alerted = [] }), late]) < innocent - 1);
    }

    [Fact]
    public void What_a_habit_alert_rests_on_is_not_expected_afterwards()
    {
        Behaviour[] attack = [Act("get secrets a", 2_000), Act("get secrets b", 2_030), Act("get secrets c", 2_060)];
        var late = Act("get secrets last", 20_000);

        var innocent = ScoreOf(late, [.. Life, late]);
        Assert.InRange(ScoreOf(late, [.. Life, .. attack, late]), innocent, innocent + 0.2);
    }

    [Theory]
    [InlineData(Day - 100, false, false)]
    [InlineData(Day + 100, false, true)]
    [InlineData(Day * 3, true, false)]
    public void A_day_without_a_label_lets_it_in_below_level_high(double after, bool isSevere, bool isIn)
    {
        var traits = isSevere ? BehaviourTraits.Severe : BehaviourTraits.None;
        var evidence = Enumerable.Range(0, 5).Select(i => Act($"get secrets e{i}", 2_000, "r") with { Traits = traits }).ToArray();
        var late = Act("get secrets last", 2_000 + after);

        Assert.Equal(isIn, ScoreOf(late, [.. Life, .. evidence, late]) < ScoreOf(late, [.. Life, late]) - 1);
    }

    [Theory]
    [InlineData("benign", "alice", true)]
    [InlineData("false", "alice", true)]
    [InlineData("true", "alice", false)]
    [InlineData("benign", "bob", false)]
    public void A_label_lets_in_the_evidence_of_its_alert_and_no_other(string verdict, string entity, bool isIn)
    {
        Assert.True(AlertVerdicts.TryParse(verdict, out var parsed));
        var evidence = Enumerable.Range(0, 5).Select(i => Act($"get secrets e{i}", 2_000 + i, "r") with { Traits = BehaviourTraits.Severe }).ToArray();
        var late = Act("get secrets last", Day * 2);
        var label = new Label("a1", "r", parsed, "ann", "", Some.At(2_000), Some.At(2_004)) { Entities = [entity] };
        var labels = new LabelRegistry { Labels = [(label, Some.At(5_000))] };

        Assert.Equal(isIn, ScoreOf(late, [.. Life, .. evidence, late], labels) < ScoreOf(late, [.. Life, late]) - 1);
    }

    [Fact]
    public void A_true_alert_below_level_high_stays_out_for_ever()
    {
        var evidence = Enumerable.Range(0, 5).Select(i => Act($"get secrets e{i}", 2_000 + i, "r")).ToArray();
        var late = Act("get secrets last", Day * 5);
        var label = new Label("a1", "r", AlertVerdict.True, "ann", "", Some.At(2_000), Some.At(2_004)) { Entities = ["alice"] };

        var (innocent, labels) = (ScoreOf(late, [.. Life, late]), new LabelRegistry { Labels = [(label, Some.At(5_000))] });
        Assert.InRange(ScoreOf(late, [.. Life, .. evidence, late], labels), innocent, innocent + 0.2);
    }

    [Fact]
    public void Evidence_is_news_once_and_again_after_a_day_without_it()
    {
        Behaviour[] evidence =
        [
            Act("get secrets e", 2_000, "r") with
            {
                Traits = BehaviourTraits.Severe,
            },
            Act("get secrets e", 3_000, "r"),
            Act("get secrets e", 9_000),
            Act("get secrets e", 9_001 + Day),
        ];

        Assert.Equal([Some.At(2_000), Some.At(9_001 + Day)], Run([.. Life, .. evidence], Steps.One).Select(s => s.Time));
    }

    [Fact]
    public void What_was_told_and_is_not_judged_is_not_told_again_the_same_day()
    {
        var rounds = Enumerable.Range(0, 6).SelectMany(r => new[] { Act("get secrets a", 2_000 + (r * 7_000)), Act("get secrets b", 2_030 + (r * 7_000)) });

        Assert.Single(Run([.. Life, .. rounds], Steps.One), s => s.Value is not null);
    }

    /// <summary>Alerts, labels and days come in the order of event time: how far the watermark steps, and where a process ends, changes nothing.</summary>
    [Fact]
    public void Steps_of_the_watermark_and_restarts_change_nothing()
    {
        var held = 0L;
        for (var seed = 0; seed < 40; seed++)
        {
            var behaviours = Random(seed);
            var labels = new LabelRegistry
            {
                Labels =
                [
                    (new Label("a1", "r", AlertVerdict.Benign, "ann", "", Some.At(0), Some.At(40_000)) { Entities = ["alice"] }, Some.At(50_000)),
                    (new Label("a2", "secrets", AlertVerdict.False, "ann", "", Some.At(0), Some.At(90_000)) { Entities = ["alice"] }, Some.At(95_000)),
                ],
            };
            var one = Run(behaviours, Steps.One, labels, out var counts);

            Assert.Equal(one.Select(Text), Run(behaviours, Steps.Each, labels).Select(Text));
            Assert.Equal(one.Select(Text), Run(behaviours, Steps.Restarting, labels).Select(Text));
            held += counts.LetIn;
        }

        Assert.True(held > 400, $"{held} let in: the test says nothing");
    }

    [Fact]
    public void Of_too_many_the_oldest_are_forgotten_and_counted()
    {
        Run(
            [.. Life, .. Enumerable.Range(0, 25_000).Select(i => Act($"get secrets e{i}", 2_000 + (i / 100.0), "r") with { Traits = BehaviourTraits.Severe })],
            Steps.One,
            null,
            out var counts
        );

        Assert.InRange(counts.Waiting, 18_000, 20_000);
        Assert.Equal(25_000, counts.Waiting + counts.Forgotten);
        Assert.Equal(25_000, counts.Held);
    }

    [Fact]
    public void A_flood_of_evidence_makes_no_queue_without_end()
    {
        var options = new HabitOptions { MaxHeld = 100 };
        var quarantine = new Quarantine(options, new HabitMemory(options, isKept: false), new LabelRegistry(), new QuarantineCounts(), isKept: false);
        for (var i = 0; i < 50_000; i++)
        {
            quarantine.See(Act($"get secrets e{i}", i, "r"));
        }

        Assert.InRange(quarantine.Count, 90, 100);
        Assert.InRange(quarantine.Awaited, 1, 1_100);
    }

    private static string Text(Signal signal) =>
        $"{signal.Time} {signal.Evidence.EventId} {signal.Score:R} {signal.Value} {signal.Explanation?.Counterfactual}";

    private static Behaviour[] Random(int seed)
    {
        var random = new Random(seed);
        var (behaviours, at) = (Life.ToList(), 2_000.0);
        for (var i = 0; i < 300; i++)
        {
            at += random.NextDouble() * (random.Next(20) == 0 ? 20_000 : 60);
            var act = random.Next(4) == 0 ? $"get secrets s{random.Next(40)}" : $"list {random.Next(9)}";
            behaviours.Add(random.Next(6) == 0 ? Act(act, at, "r") with { Traits = random.Next(2) == 0 ? BehaviourTraits.Severe : 0 } : Act(act, at));
        }

        return [.. behaviours];
    }

    private static double ScoreOf(Behaviour behaviour, Behaviour[] behaviours, LabelRegistry? labels = null) =>
        Run(behaviours, Steps.One, labels).Single(s => s.Evidence.EventId == behaviour.Evidence.EventId).Score!.Value; // a surprise's

    private static List<Signal> Run(Behaviour[] behaviours, Steps steps, LabelRegistry? labels = null) => Run(behaviours, steps, labels, out _);

    private static List<Signal> Run(Behaviour[] behaviours, Steps steps, LabelRegistry? labels, out QuarantineCounts counts)
    {
        var (output, store) = (new Output(), new KeptHabits());
        var stage = Stage(output, store, labels);
        for (var i = 0; i < behaviours.Length; i++)
        {
            stage.Process(behaviours[i]);
            if (steps != Steps.One)
            {
                Watermark(stage, i == behaviours.Length - 1 ? Day * 10 : (behaviours[i].Time - Some.At(0)) / 1e9);
            }

            if (steps == Steps.Restarting && i % 37 == 0)
            {
                stage.Flush();
                stage = Stage(output, store, labels);
                Watermark(stage, (behaviours[i].Time - Some.At(0)) / 1e9);
            }
        }

        Watermark(stage, Day * 10);
        counts = stage.Quarantine;
        return [.. output.Found.OrderBy(f => f.Time).ThenBy(f => f.Evidence.EventId, StringComparer.Ordinal)];
    }

    private static void Watermark(ObserveStage stage, double at) => stage.Process(Some.Watermark("a-0", EventSource.Audit, at, ("n", at)));

    private static ObserveStage Stage(Output output, KeptHabits store, LabelRegistry? labels)
    {
        var stage = new ObserveStage(
            RuleRegistry.Of(Some.Plan(Rule)),
            new ObserveOptions(),
            Shape,
            new Dictionary<string, INameScorer>(),
            ObserveState.Volatile() with
            {
                Habits = store,
            },
            output,
            labels: labels
        );
        stage.Restored();
        return stage;
    }

    private enum Steps
    {
        One,
        Each,
        Restarting,
    }

    private sealed class Output : IObserveOutput
    {
        public List<Signal> Found { get; } = [];

        public void Signal(Signal signal)
        {
            if (signal.Score > 0)
            {
                Found.Add(signal);
            }
        }

        public void Unknown(Observation observation) { }

        public void Features(FeatureVector vector) { }

        public void Score(ModelScore score) { }
    }
}

using Streams.Models.Artefacts;
using Streams.Models.Features;
using Streams.Models.Registry;
using Streams.Models.Vectors;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Features;
using Streams.Schemas.Models;
using Streams.Schemas.Signals;
using Streams.Topologies.Observe;
using Streams.Topologies.Rules;

namespace Streams.Topologies.Tests.Observe;

public sealed class WindowScoresTests
{
    private const long Minute = FeatureWindows.Pane;
    private static readonly Timestamp Since = new(42 * Some.Second);
    private const string Rules = """
        title: any
        id: any
        correlation: {type: streams.score, set: workload, timespan: 10m}
        level: medium
        ---
        title: strict
        id: strict
        correlation: {type: streams.score, set: workload, model: flows, timespan: 10m, condition: {gte: 0.99}}
        level: medium
        ---
        title: others
        id: others
        correlation: {type: streams.score, set: principal, timespan: 10m}
        level: medium
        """;

    [Theory]
    [InlineData(0, "")]
    [InlineData(12, "any")]
    [InlineData(40, "any strict")]
    public void A_window_that_reaches_the_threshold_is_told_to_the_rules_of_its_set(int flows, string expected)
    {
        var output = Judge([new ModelTerm(Model(), 3, IsShadow: false, new Timestamp(0), Timestamp.Never)], Window(flows, 5));

        Assert.Equal(expected, string.Join(' ', output.Signals.Select(s => s.Input).Order(StringComparer.Ordinal)));
        Assert.All(output.Signals, s => Assert.Equal((s.Score, s.Model, "shop/web"), (Assert.Single(output.Scores).Score, output.Scores[0].Model, s.Group)));
        Assert.Equal(flows > 0, Assert.Single(output.Scores).Contributions.Count > 0);
        Assert.All(output.Signals, s =>
            Assert.Equal($"{s.Score} {Since} {FeatureSets.Workload.Hash}", $"{s.Explanation!.Score} {s.Explanation.Since} {s.Explanation.SetHash}")
        ); // told with it
        Assert.All(output.Signals, s => Assert.Equal(s.Input == "strict" ? 0.99 : 0.5, s.Explanation!.Threshold)); // as above
    }

    [Fact]
    public void What_is_watched_is_written_down_and_told_to_nobody()
    {
        var output = Judge([new ModelTerm(Model(), 3, IsShadow: true, new Timestamp(0), Timestamp.Never)], Window(40, 5));

        Assert.Empty(output.Signals);
        Assert.True(Assert.Single(output.Scores).IsShadow);
    }

    [Fact]
    public void The_version_in_force_at_the_end_of_a_window_judges_it_alone()
    {
        ModelTerm[] terms =
        [
            new(Model(), 1, IsShadow: false, new Timestamp(0), new Timestamp(6 * Minute)),
            new(Model(), 2, IsShadow: false, new Timestamp(6 * Minute), Timestamp.Never),
        ];

        Assert.Equal(["flows/1", "flows/2"], ((int[])[5, 6]).Select(end => Judge(terms, Window(40, end)).Scores.Single().Model[..7]));
    }

    [Fact]
    public void A_window_whose_last_minute_is_empty_and_one_of_another_length_or_set_are_not_scored()
    {
        ModelTerm[] terms = [new(Model(), 1, IsShadow: false, new Timestamp(0), Timestamp.Never)];
        var window = Window(40, 5);

        Assert.Empty(Judge(terms, window with { Witness = null }).Scores);
        Assert.Empty(Judge(terms, window with { Row = window.Row with { WindowStart = new Timestamp(0) } }).Scores);
        Assert.Empty(Judge(terms, window with { Row = window.Row with { SetHash = "0" } }).Scores);
        Assert.Empty(Judge(terms, window with { Row = window.Row with { Set = "principal" } }).Scores);
    }

    private static Found Judge(ModelTerm[] terms, ClosedWindow window)
    {
        var output = new Found();
        var scores = new WindowScores(ModelRegistry.Of(terms), (_, _) => Since, output);
        scores.Follow(RuleRegistry.Of(Some.Plan(Rules)).Timeline.Habits);
        scores.Judge(window);
        return output;
    }

    /// <summary>A probability that passes a half at ten flows.</summary>
    private static WindowModel Model() =>
        WindowModel.Of(
            new ModelArtefact
            {
                Form = ModelArtefact.CurrentForm,
                Name = "flows",
                Set = FeatureSets.Workload.Name,
                SetHash = FeatureSets.Workload.Hash,
                WindowSeconds = 60,
                Features = ["flows"],
                Threshold = 0.5,
                Trainer = new TrainerSettings { Name = "logistic", Seed = 1 },
                Data = new TrainingData("", 0, 0, 0),
                Histograms = [Histogram.Over("flows", [1, 2, 3]), Histogram.Over(ModelArtefact.ScoreHistogram, [0])],
                Linear = new LinearParameters([0.5f], -5, -1, 0),
            }
        );

    private static ClosedWindow Window(int flows, int end)
    {
        var values = new float[FeatureSets.Workload.Columns.Count];
        values[FeatureSets.Workload.IndexOf("flows")] = flows;
        var row = new FeatureVector
        {
            Set = FeatureSets.Workload.Name,
            SetHash = FeatureSets.Workload.Hash,
            Cluster = "",
            Kind = FeatureSets.Workload.Kind,
            Entity = "shop/web",
            WindowStart = new Timestamp((end - 1) * Minute),
            WindowEnd = new Timestamp(end * Minute),
            Values = values,
            Events = flows,
            Late = 0,
        };
        return new ClosedWindow(
            row,
            new Behaviour
            {
                Class = (int)HabitClass.Outside,
                Cluster = "",
                Entity = "shop/web",
                Value = "198.51.100.7:443",
                Entities = new EntitySet { [EntityKind.Workload] = "shop/web" },
                Evidence = Some.Signal(new CorrelationHash(""), "", ((end - 1) * 60) + 7, "e").Evidence,
                TimeSource = TimeSource.Record,
            }
        );
    }

    private sealed class Found : IObserveOutput
    {
        public List<Signal> Signals { get; } = [];

        public List<ModelScore> Scores { get; } = [];

        public void Signal(Signal signal) => Signals.Add(signal);

        public void Unknown(Observation observation) { }

        public void Features(FeatureVector vector) { }

        public void Score(ModelScore score) => Scores.Add(score);
    }
}

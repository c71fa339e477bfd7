using Streams.Models.Scoring;
using Streams.Redaction;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Explanations;
using Streams.Schemas.Features;
using Streams.Schemas.Models;
using Streams.Schemas.Signals;
using Streams.Topologies.Observe;
using Streams.Topologies.Rules;
using Streams.Topologies.Time;
using static Streams.Topologies.Tests.Observe.Habits.HabitActs;

namespace Streams.Topologies.Tests.Observe.Habits;

public sealed class HabitExplanationTests
{
    private const double End = 20_000;
    private const string Rule = """
        title: secrets
        id: secrets
        correlation: {type: streams.habit, weights: {secrets: 1, acts: 0.5}, timespan: 10m, long_timespan: 24h, condition: {gte: 4}}
        level: medium
        """;

    private static readonly PipelineShape Shape = new(new Dictionary<string, EventSource> { ["a-0"] = EventSource.Audit }, 1);

    [Fact]
    public void An_alert_says_what_was_new_how_often_before_and_how_long_its_entity_has_been_known()
    {
        var life = Enumerable.Range(0, 40).Select(i => Act("read", i * 30)).ToArray();
        var found = Assert.Single(Run([.. life, Act("get secrets a", 2_000), Act("get secrets b", 2_040)]));

        var why = found.Explanation!; // only those with one are taken
        Assert.Equal((4, ExplanationUnits.Nats, Some.At(0)), (why.Threshold, why.Unit, why.Since));
        Assert.Equal(["get secrets a", "get secrets b"], why.Items.Select(i => i.Text));
        Assert.Equal([(40, 0, 0), (41, 1, 0)], why.Items.Select(i => ((int)i.Sightings!, (int)i.Once!, (int)i.Others!))); // a habit's
        Assert.EndsWith(" without get secrets b", why.Counterfactual, StringComparison.Ordinal);
        Assert.Equal(found.Score!.Value, why.Total, 9); // a finding's
    }

    /// <summary>A number behind a secret's name would be taken for the secret, and out.</summary>
    [Theory]
    [InlineData("get secrets media/gateway-credentials")]
    [InlineData("get secrets ci/registry-password")]
    [InlineData("create serviceaccounts/token ci/deploy-token")]
    public void A_counterfactual_leaves_redaction_as_it_is(string last)
    {
        var life = Enumerable.Range(0, 40).Select(i => Act("read", i * 30)).ToArray();
        var why = Assert.Single(Run([.. life, Act("get secrets a", 2_000), Act(last, 2_040)])).Explanation!; // only those with one are taken

        Assert.Equal(why.Counterfactual, Redactor.Default.Redact(why.Counterfactual));
        Assert.All(ExplanationText.Lines(why), l => Assert.Equal(l, Redactor.Default.Redact(l)));
    }

    /// <summary>The events that a counterfactual names are taken out of the input: the finding is gone.</summary>
    [Fact]
    public void A_counterfactual_holds_when_its_events_are_taken_out_of_the_input()
    {
        var checkedOnes = 0;
        for (var seed = 0; seed < 150; seed++)
        {
            var behaviours = Random(seed);
            foreach (var found in Run(behaviours).Take(3))
            {
                var why = found.Explanation!; // only those with one are taken
                var named = Named(behaviours, found, why.Counterfactual);
                var rest = Run([.. behaviours.Except(named)]);

                Assert.NotEmpty(named);
                Assert.DoesNotContain(rest, f => f.Time == found.Time);
                Assert.Equal(found.Score!.Value, why.Total, 9); // a finding's
                checkedOnes++;
            }
        }

        Assert.True(checkedOnes > 100, $"{checkedOnes} findings: the test says nothing");
    }

    private static Behaviour[] Random(int seed)
    {
        var random = new Random(seed);
        var (behaviours, at) = (new List<Behaviour>(), 0.0);
        for (var i = 0; i < 200; i++)
        {
            at += random.NextDouble() * 60;
            behaviours.Add(random.Next(40) == 0 ? Act($"get secrets s{random.Next(60)}", at) : Act($"list {random.Next(4)}", at));
        }

        for (var i = 0; i < 4; i++)
        {
            at += random.NextDouble() * 40;
            behaviours.Add(Act($"get secrets t{i}", at));
        }

        return [.. behaviours];
    }

    /// <summary>The latest first sightings up to the finding, as many as are named.</summary>
    private static List<Behaviour> Named(Behaviour[] behaviours, Signal found, string counterfactual)
    {
        var (names, named) = (counterfactual.Split(" without ")[1], new List<Behaviour>());
        var more = names.Contains(" more", StringComparison.Ordinal) ? int.Parse(names.Split(" and ")[1].Split(' ')[0]) : 0;
        var count = names.Split(" and ")[0].Split(", ").Length + more;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var first = behaviours.Where(b => seen.Add(b.Value) && b.Class == (int)HabitClass.Secret).ToArray();
        foreach (var value in first.Where(b => b.Time <= found.Time).TakeLast(count).Select(b => b.Value))
        {
            named.AddRange(behaviours.Where(b => b.Value == value));
        }

        return named;
    }

    private static List<Signal> Run(Behaviour[] behaviours)
    {
        var output = new Output();
        var stage = new ObserveStage(
            RuleRegistry.Of(Some.Plan(Rule)),
            new ObserveOptions(),
            Shape,
            new Dictionary<string, INameScorer>(),
            ObserveState.Volatile(),
            output
        );
        foreach (var behaviour in behaviours)
        {
            stage.Process(behaviour);
        }

        stage.Process(Some.Watermark("a-0", EventSource.Audit, End, ("n", End)));
        return output.Found;
    }

    private sealed class Output : IObserveOutput
    {
        public List<Signal> Found { get; } = [];

        public void Signal(Signal signal)
        {
            if (signal.Explanation is not null)
            {
                Found.Add(signal);
            }
        }

        public void Unknown(Observation observation) { }

        public void Features(FeatureVector vector) { }

        public void Score(ModelScore score) { }
    }
}

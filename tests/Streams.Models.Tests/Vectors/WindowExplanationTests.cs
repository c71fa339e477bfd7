using System.Globalization;
using System.Text.RegularExpressions;
using Streams.Models.Artefacts;
using Streams.Models.Features;
using Streams.Models.Tests.Support;
using Streams.Models.Training.Windows;
using Streams.Models.Vectors;
using Streams.Schemas.Events;
using Streams.Schemas.Explanations;

namespace Streams.Models.Tests.Vectors;

public sealed partial class WindowExplanationTests
{
    public static TheoryData<string> Trainers => [.. WindowModelTrainer.Trainers];

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Contributions_add_up_to_the_score(string trainer)
    {
        var model = Model(trainer);
        foreach (var row in SomeWindows.Table(seed: 5, ordinary: 300, attacks: 100).Rows)
        {
            var explanation = WindowExplanation.Of(model, row.Values, model.Threshold, since: new Timestamp(7));
            var total = explanation.Unit == ExplanationUnits.Probability ? 1 / (1 + Math.Exp(-explanation.Total)) : explanation.Total;

            Assert.Equal(explanation.Score, total, 9);
            Assert.Equal(model.Score(row.Values), explanation.Score);
            Assert.InRange(explanation.Items.Count, 0, Explanation.MaxItems);
            Assert.Equal(explanation.Items.OrderByDescending(i => i.Contribution), explanation.Items);
        }
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void What_stands_before_the_contributions_is_the_same_for_every_window(string trainer)
    {
        var model = Model(trainer);
        var bases = SomeWindows.Table(seed: 5, ordinary: 300, attacks: 100).Rows.Select(r => WindowExplanation.Of(model, r.Values, 1, null).Base).ToArray();

        Assert.All(bases, b => Assert.Equal(bases[0], b, 4));
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void A_counterfactual_holds_when_it_is_scored_again(string trainer)
    {
        var (model, held) = (Model(trainer), 0);
        foreach (var row in SomeWindows.Table(seed: 5, ordinary: 0, attacks: 200).Rows)
        {
            var explanation = WindowExplanation.Of(model, row.Values, model.Threshold, since: null);
            var changed = row.Values.ToArray();
            foreach (Match change in Change().Matches(explanation.Counterfactual))
            {
                var name = change.Groups["name"].Value;
                Assert.Equal(row.Values[FeatureSets.Workload.IndexOf(name)], Number(change.Groups["was"].Value), 3);
                changed[FeatureSets.Workload.IndexOf(name)] = Number(change.Groups["typical"].Value);
            }

            if (explanation.Counterfactual.Length > 0)
            {
                held++;
                Assert.True(model.Score(row.Values) >= model.Threshold || explanation.Score < model.Threshold);
                Assert.True(model.Score(changed) < model.Threshold, explanation.Counterfactual);
            }
        }

        Assert.True(held > 20, $"{held} counterfactuals: the test says nothing");
    }

    private static float Number(string text) => float.Parse(text, CultureInfo.InvariantCulture);

    private static WindowModel Model(string trainer) =>
        WindowModel.Of(WindowModelTrainer.Train("m", SomeWindows.Table(), new TrainerSettings { Name = trainer, Seed = 7 }));

    [GeneratedRegex(@"(?<name>[a-z_]+) (?<typical>[0-9.]+) instead of (?<was>[0-9.]+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Change();
}

using System.Globalization;
using Streams.Schemas.Events;
using Streams.Schemas.Explanations;

namespace Streams.Models.Vectors;

/// <summary>Why a model scored a window as it did, and with which values it would not have been a finding.</summary>
public static class WindowExplanation
{
    /// <summary>The explanation of a score.</summary>
    /// <param name="model">The model.</param>
    /// <param name="values">The values of the whole set, in its order.</param>
    /// <param name="threshold">What the score was compared with.</param>
    /// <param name="since">The first sighting of the entity; null where it is not known.</param>
    public static Explanation Of(WindowModel model, ReadOnlySpan<float> values, double threshold, Timestamp? since)
    {
        var score = model.Score(values);
        var items = model.Explain(values).Select(c => new ExplanationItem(c.Name, c.Value, c.Amount) { Typical = c.Typical }).ToArray();
        var all = model.Contributions(values).Sum();
        return new Explanation
        {
            Score = score,
            Threshold = threshold,
            Unit = model.IsProbability ? ExplanationUnits.Probability : ExplanationUnits.MeanSquare,
            SetHash = model.Set.Hash,
            Since = since,
            Base = TotalOf(model, score) - all,
            Rest = all - items.Sum(i => i.Contribution),
            Items = items,
            Counterfactual = Counterfactual(model, values, threshold, items),
        };
    }

    /// <summary>What contributions add up to. A probability so near 0 or 1 that it has no finite odds is taken for the nearest that has.</summary>
    private static double TotalOf(WindowModel model, double score)
    {
        var share = Math.Clamp(score, double.Epsilon, Math.BitDecrement(1.0));
        return model.IsProbability ? Math.Log(share / (1 - share)) : score;
    }

    /// <summary>The features that did most are made typical, one after the other, until the model finds nothing.</summary>
    private static string Counterfactual(WindowModel model, ReadOnlySpan<float> values, double threshold, ExplanationItem[] items)
    {
        var changed = values.ToArray();
        var names = new List<string>();
        foreach (var item in items)
        {
            model.MakeTypical(changed, item.Name);
            names.Add(string.Create(CultureInfo.InvariantCulture, $"{item.Name} {item.Typical:0.###} instead of {item.Value:0.###}"));
            if (model.Score(changed) is var score && score < threshold)
            {
                return string.Create(CultureInfo.InvariantCulture, $"with {string.Join(", ", names)}: {score:0.###} < {threshold:0.###}");
            }
        }

        return "";
    }
}

using System.Globalization;
using Streams.Models.Habits;
using Streams.Redaction;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;
using Streams.Schemas.Explanations;

namespace Streams.Topologies.Observe.Habits;

/// <summary>Why a correlation of kind <c>habit</c> holds, and without what it would not.</summary>
/// <param name="rule">The correlation.</param>
/// <param name="items">The entity's surprises, in order.</param>
/// <param name="after">What was found by this time has been told.</param>
internal sealed class HabitExplanation(HabitRule rule, IReadOnlyList<HabitItem> items, Timestamp after)
{
    /// <summary>The most new things that a counterfactual names.</summary>
    private const int MaxNames = 3;

    /// <summary>The explanation of a verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="last">The index of the surprise that made the condition hold.</param>
    public Explanation Of(in HabitVerdict verdict, int last)
    {
        var counting = new List<ExplanationItem>();
        for (var i = last; i >= verdict.Begin; i--)
        {
            if (rule.WeightOf(items[i].Class) is > 0 and var weight)
            {
                counting.Add(ItemOf(items[i], weight));
            }
        }

        var most = counting.OrderByDescending(i => i.Contribution).Take(Explanation.MaxItems).ToArray();
        var all = counting.Sum(i => i.Contribution);
        return new Explanation
        {
            Score = verdict.Score,
            Threshold = rule.Threshold,
            Unit = ExplanationUnits.Nats,
            Since = items[last].Surprise.Since,
            Base = verdict.Score - all,
            Rest = all - most.Sum(i => i.Contribution),
            Items = most,
            Counterfactual = Counterfactual(verdict, last),
        };
    }

    private static ExplanationItem ItemOf(HabitItem item, double weight) =>
        new(item.Class.Row().Name, item.Surprise.Value, item.Surprise.Value * weight)
        {
            Text = NameOf(item),
            Sightings = item.Surprise.Sightings,
            Once = item.Surprise.Once,
            Others = item.Surprise.Others,
        };

    private static string NameOf(HabitItem item) => Redactor.Default.Redact(item.Value);

    /// <summary>The latest events are thought away, one after the other, until nothing is left to find: what came before them was measured without them.</summary>
    private string Counterfactual(in HabitVerdict verdict, int last)
    {
        var (left, names) = (last, new List<string>());
        do
        {
            var id = items[left].Id;
            for (; left >= verdict.Begin && items[left].Id == id; left--)
            {
                if (rule.WeightOf(items[left].Class) > 0)
                {
                    names.Add(NameOf(items[left]));
                }
            }
        } while (Holds(verdict.Begin, left));

        // The names come last: behind a secret's name and a colon a number would be taken for its value.
        var score = left < verdict.Begin ? 0 : rule.Measure(items, left, after, verdict.IsLong);
        var without = names.Count <= MaxNames ? string.Join(", ", names) : $"{string.Join(", ", names.Take(MaxNames))} and {names.Count - MaxNames} more";
        return score < rule.Threshold
            ? string.Create(CultureInfo.InvariantCulture, $"{score:0.###} < {rule.Threshold:0.###} without {without}")
            : $"too few new things without {without}";
    }

    private bool Holds(int begin, int left)
    {
        for (var i = begin; i <= left; i++)
        {
            if (rule.Judge(items, i, after) is not null)
            {
                return true;
            }
        }

        return false;
    }
}

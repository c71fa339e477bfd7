using Streams.Schemas.Events;

namespace Streams.Schemas.Explanations;

/// <summary>Why stage B found something: what it measured, what did most, and what would have made it none.</summary>
public sealed record Explanation
{
    /// <summary>The most items told of.</summary>
    public const int MaxItems = 5;

    /// <summary>What was measured.</summary>
    public required double Score { get; init; }

    /// <summary>What it was compared with.</summary>
    public required double Threshold { get; init; }

    /// <summary>What the score is: <see cref="ExplanationUnits"/>.</summary>
    public required string Unit { get; init; }

    /// <summary>The hash of the set of features; empty where none was scored.</summary>
    public string SetHash { get; init; } = "";

    /// <summary>The first sighting of the entity; null where it is not known. One that is young has hardly any habits.</summary>
    public Timestamp? Since { get; init; }

    /// <summary>What stands before any item: with all contributions it adds up to <see cref="Total"/>.</summary>
    public double Base { get; init; }

    /// <summary>What everything that is no item contributed.</summary>
    public double Rest { get; init; }

    /// <summary>What did most, the greatest first.</summary>
    public IReadOnlyList<ExplanationItem> Items { get; init; } = [];

    /// <summary>What would have made it none, by a second measurement without it; empty where nothing was found.</summary>
    public string Counterfactual { get; init; } = "";

    /// <summary>What contributions add up to: the score, in log-odds where it is a probability.</summary>
    public double Total
    {
        get
        {
            var sum = Base + Rest;
            foreach (var item in Items)
            {
                sum += item.Contribution;
            }

            return sum;
        }
    }

    /// <summary>The explanation with what events brought into it changed; itself where nothing is.</summary>
    public Explanation Map(Func<string, string> change)
    {
        var (items, counterfactual) = (new List<ExplanationItem>(Items.Count), change(Counterfactual));
        var isChanged = !ReferenceEquals(counterfactual, Counterfactual);
        foreach (var item in Items)
        {
            var text = item.Text is null ? null : change(item.Text);
            isChanged |= !ReferenceEquals(text, item.Text);
            items.Add(ReferenceEquals(text, item.Text) ? item : item with { Text = text });
        }

        return isChanged ? this with { Items = items, Counterfactual = counterfactual } : this;
    }
}

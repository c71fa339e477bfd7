using Streams.Detections.Matching;

namespace Streams.Detections.Rules;

/// <summary>Why a rule matches an event, or does not.</summary>
/// <param name="IsMatch">Whether condition and filters hold.</param>
/// <param name="Selections">Each selection, and whether it holds.</param>
/// <param name="Filters">Each filter, and whether its condition holds.</param>
/// <param name="Items">Each line of each selection.</param>
public sealed record RuleExplanation(
    bool IsMatch,
    IReadOnlyList<(string Name, bool Holds)> Selections,
    IReadOnlyList<(string Name, bool Holds)> Filters,
    IReadOnlyList<ExplainedItem> Items
)
{
    /// <summary>Explains a rule for the event that the view looks at.</summary>
    public static RuleExplanation Of(DetectionRule rule, EventView view)
    {
        view.Extract();
        return new RuleExplanation(
            rule.Condition.Matches(view),
            [.. rule.Selections.Select(s => (s.Key, s.Value.Matches(view)))],
            [.. rule.Filters.Select(f => (f.Meta.Title, f.Condition.Matches(view)))],
            [
                .. rule.Items.Select(i => new ExplainedItem(
                    i.Selection,
                    i.Key,
                    i.Wanted,
                    i.Condition.Matches(view),
                    view.Strings(i.Slot),
                    view.Table.Has(i.Slot)
                )),
            ]
        );
    }
}

using Streams.Detections.Conditions;
using Streams.Detections.Fields;
using Streams.Detections.Matching;

namespace Streams.Detections.Rules;

/// <summary>A Sigma filter: a condition that is ANDed into that of every rule it names and whose logsource fits.</summary>
public sealed class RuleFilter
{
    internal RuleFilter(RuleMeta meta, IReadOnlyList<string> rules, Logsource logsource, Expression condition, DetectionCompiler compiled)
    {
        (Meta, Rules, Logsource, Condition) = (meta, rules, logsource, condition);
        (Fields, Items, Doubts, LeavesOut, Text) = (compiled.Uses, compiled.Items, compiled.Found, compiled.HoldsOfNone, compiled.Text);
    }

    /// <summary>What the filter says about itself.</summary>
    public RuleMeta Meta { get; }

    /// <summary>The ids or names of the rules; empty: any.</summary>
    public IReadOnlyList<string> Rules { get; }

    /// <summary>When it ends; null: never.</summary>
    public DateTimeOffset? Expires => Meta.Expires;

    /// <summary>Whether an event that meets none of its selections stays in its rules.</summary>
    internal bool LeavesOut { get; }

    /// <summary>The fields it looks at, with their places.</summary>
    internal IReadOnlyList<FieldUse> Fields { get; }

    /// <summary>The lines of its selections.</summary>
    internal IReadOnlyList<SelectionItem> Items { get; }

    /// <summary>What of it loads and hardly means what its author reads in it.</summary>
    internal IReadOnlyList<Doubt> Doubts { get; }

    /// <summary>All of it as written.</summary>
    internal string Text { get; }

    internal Logsource Logsource { get; }

    internal Expression Condition { get; }

    /// <summary>Whether the filter is part of a rule: it names the rule, or any, and says nothing of the logsource that the rule does not.</summary>
    public bool AppliesTo(DetectionRule rule) =>
        (
            Rules.Count == 0
            || Rules.Contains(rule.Meta.Id, StringComparer.Ordinal)
            || (rule.Meta.Name.Length > 0 && Rules.Contains(rule.Meta.Name, StringComparer.Ordinal))
        ) && rule.Logsource.IsWithin(Logsource);
}

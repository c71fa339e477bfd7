using Streams.Detections.Conditions;
using Streams.Detections.Fields;
using Streams.Detections.Matching;

namespace Streams.Detections.Rules;

/// <summary>A compiled detection: what a single event must look like.</summary>
public sealed class DetectionRule
{
    internal DetectionRule(RuleMeta meta, Logsource logsource, Expression condition, DetectionCompiler compiled)
    {
        (Meta, Logsource, Condition) = (meta, logsource, condition);
        (Fields, Selections, Items, Conditions) = (compiled.Uses, compiled.Selections, compiled.Items, compiled.Conditions);
        (Text, Doubts, LeavesOut) = (compiled.Text, compiled.Found, compiled.HoldsOfNone);
        NamesStage = Fields.Exists(f => f.Name == "stage");
    }

    private DetectionRule(DetectionRule rule, Expression condition, IEnumerable<RuleFilter> filters)
    {
        (Meta, Logsource, Fields, Selections, Items, Conditions, NamesStage) = (
            rule.Meta,
            rule.Logsource,
            rule.Fields,
            rule.Selections,
            rule.Items,
            rule.Conditions,
            rule.NamesStage
        );
        (Condition, Filters, Text, Doubts, LeavesOut) = (condition, [.. filters], rule.Text, rule.Doubts, rule.LeavesOut);
    }

    /// <summary>What the rule says about itself.</summary>
    public RuleMeta Meta { get; }

    /// <summary>The events it looks at.</summary>
    public Logsource Logsource { get; }

    /// <summary>The filters that are part of its condition.</summary>
    public IReadOnlyList<RuleFilter> Filters { get; } = [];

    internal Expression Condition { get; }

    /// <summary>The fields it looks at, with their places.</summary>
    internal List<FieldUse> Fields { get; }

    /// <summary>Its selections by name.</summary>
    internal IReadOnlyDictionary<string, Expression> Selections { get; }

    /// <summary>All that it matches by, as written.</summary>
    internal string Text { get; }

    /// <summary>Whether an event that meets none of its selections matches.</summary>
    internal bool LeavesOut { get; }

    /// <summary>What of it loads and hardly means what its author reads in it.</summary>
    internal IReadOnlyList<Doubt> Doubts { get; }

    /// <summary>Its conditions, as written.</summary>
    internal IReadOnlyList<string> Conditions { get; }

    /// <summary>The lines of its selections.</summary>
    internal List<SelectionItem> Items { get; }

    /// <summary>Whether the rule looks at an audit event's <c>stage</c> itself; else it sees one stage of a request.</summary>
    internal bool NamesStage { get; }

    /// <summary>The same rule with filters ANDed into its condition.</summary>
    internal DetectionRule With(IReadOnlyCollection<RuleFilter> filters) =>
        filters.Count == 0 ? this : new DetectionRule(this, new AllOf([Condition, .. filters.Select(f => f.Condition)]), filters);
}

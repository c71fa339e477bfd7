using Streams.Detections.Fields;
using Streams.Detections.Matching;

namespace Streams.Detections.Rules;

/// <summary>A compiled detection: what a single event must look like.</summary>
public sealed class DetectionRule
{
    internal DetectionRule(RuleMeta meta, Logsource logsource, Expression condition, bool namesStage)
    {
        (Meta, Logsource, Condition, NamesStage) = (meta, logsource, condition, namesStage);
    }

    /// <summary>What the rule says about itself.</summary>
    public RuleMeta Meta { get; }

    /// <summary>The events it looks at.</summary>
    public Logsource Logsource { get; }

    internal Expression Condition { get; }

    /// <summary>Whether the rule looks at an audit event's <c>stage</c> itself; else it sees one stage of a request.</summary>
    internal bool NamesStage { get; }
}

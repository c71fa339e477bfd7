namespace Streams.Host.Configuration;

/// <summary>What is detected, and how late events may be.</summary>
internal sealed class DetectionOptions
{
    /// <summary>A rule file or directory; empty: the shipped rules.</summary>
    public string Rules { get; set; } = "";

    /// <summary>Where the rules come from while the service runs: directory (one process) or topic (the topic rules; the directory's apply while it holds none).</summary>
    public string RuleSource { get; set; } = "directory";

    /// <summary>Seconds between two looks at the rule directory; 0: it is read at the start only.</summary>
    public int RuleReloadSeconds { get; set; } = 10;

    /// <summary>Seconds after which changed rules are taken over: the first event time that they judge.</summary>
    public int RuleTakeOverSeconds { get; set; } = 30;

    /// <summary>The cluster's name in alerts.</summary>
    public string Cluster { get; set; } = "";

    /// <summary>The node of events that name none.</summary>
    public string Node { get; set; } = "";

    /// <summary>Seconds after a subject's first event in which nothing is new.</summary>
    public int LearningSeconds { get; set; } = 300;

    /// <summary>Seconds that events of most sources may be late.</summary>
    public int LatenessSeconds { get; set; } = 10;

    /// <summary>Seconds that audit events may be late (webhook batches).</summary>
    public int AuditLatenessSeconds { get; set; } = 45;

    /// <summary>Seconds after which a silent node holds nothing back.</summary>
    public int TimeoutSeconds { get; set; } = 60;

    public IEnumerable<string> Validate()
    {
        if (LearningSeconds < 0 || LatenessSeconds < 0 || AuditLatenessSeconds < 0)
        {
            yield return "detection: seconds must not be negative";
        }

        if (RuleSource is not ("directory" or "topic"))
        {
            yield return $"detection.ruleSource: {RuleSource} is neither directory nor topic";
        }

        if (RuleReloadSeconds < 0 || RuleTakeOverSeconds < 0)
        {
            yield return "detection.ruleReloadSeconds, detection.ruleTakeOverSeconds: must not be negative";
        }

        if (TimeoutSeconds < 1)
        {
            yield return "detection.timeoutSeconds: must be at least 1";
        }

        if (Rules.Length > 0 && !Path.Exists(Rules))
        {
            yield return $"detection.rules: {Rules} does not exist";
        }
    }
}

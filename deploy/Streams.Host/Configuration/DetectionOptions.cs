using Streams.Schemas.Settings;
using Streams.Topologies.Correlate.Groups;
using Streams.Topologies.Correlate.Storms;
using Streams.Topologies.Entities;
using Streams.Topologies.Normalise;
using Streams.Topologies.Observe;
using Streams.Topologies.Offline;
using Streams.Topologies.Time;

namespace Streams.Host.Configuration;

/// <summary>What is detected, and how late events may be: the rules, and the stages' own options.</summary>
internal sealed class DetectionOptions : IValidatedOptions
{
    [Setting("rule files and directories, parted by commas; `builtin` is what ships with the program; empty: that alone")]
    public string Rules { get; set; } = "";

    [Setting(
        "where the rules come from while the service runs: `directory` (one process) or `topic` ([rules](rules.md#changing-rules-while-the-service-runs))",
        Choices = "directory topic"
    )]
    public string RuleSource { get; set; } = "directory";

    [Setting("the time between two looks at the rule directory; 0: it is read at the start only")]
    public TimeSpan RuleReload { get; set; } = TimeSpan.FromSeconds(10);

    [Setting("changed rules judge events from so long after they were found or published")]
    public TimeSpan RuleTakeOver { get; set; } = TimeSpan.FromSeconds(30);

    [Setting(IsInline = true)]
    public NormaliseOptions Normalise { get; set; } = new();

    [Setting(IsInline = true)]
    public ObserveOptions Observe { get; set; } = new();

    [Setting(IsInline = true)]
    public TimeOptions Time { get; set; } = new();

    [Setting(IsInline = true)]
    public GroupRoomOptions Groups { get; set; } = new();

    [Setting(IsInline = true)]
    public EntityTableOptions Entities { get; set; } = new();

    [Setting]
    public StormOptions Storm { get; set; } = new();

    /// <summary>What the stages are given.</summary>
    public PipelineOptions Pipeline =>
        new()
        {
            Normalise = Normalise with { Time = Time },
            Observe = Observe with { Time = Time },
            Storm = Storm,
            Groups = Groups,
            Entities = Entities,
        };

    public IEnumerable<SettingError> Validate()
    {
        if (RuleSources.Of(Rules).Missing is { } missing && Rules.Length > 0)
        {
            yield return new("rules", $"{missing} does not exist");
        }
    }
}

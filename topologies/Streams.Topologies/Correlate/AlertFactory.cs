using Streams.Detections.Correlations;
using Streams.Detections.Rules;
using Streams.Detections.Thresholds;
using Streams.Schemas.Alerts;
using Streams.Schemas.Events;
using Streams.Topologies.Correlate.Groups;
using Streams.Topologies.Normalise;

namespace Streams.Topologies.Correlate;

/// <summary>Turns a draft into the alert that is written.</summary>
internal static class AlertFactory
{
    public static Alert Of(AlertDraft draft, CorrelationRule rule, AlertStatus status) =>
        new()
        {
            Id = draft.Id,
            RuleId = rule.Meta.Id,
            Title = rule.Meta.Title,
            Level = rule.Meta.Level.ToString().ToLowerInvariant(),
            Status = status,
            Time = draft.Time,
            FirstSeen = draft.FirstSeen,
            LastSeen = draft.LastSeen,
            Count = draft.Count,
            Entities = draft.Entities.Copy(),
            Attack = rule.Meta.Attack,
            Sources = SourcesOf(draft.Sources),
            Evidence = draft.Evidence.All,
            RuleSet = draft.RuleSet,
            Score = draft.Score is { } score ? new AlertScore(score, draft.Model ?? "") : null,
            Explanation = draft.Explanation,
            BlindSpots = rule.Meta.BlindSpots is { } blind ? [blind] : [],
            Group = GroupValues.Of(draft.Group, rule),
            EntityValues = draft.Values.All,
            Previous = draft.Previous,
            Measure = rule.Definition is ICounted counted ? new AlertMeasure(draft.Measure ?? draft.Count, Threshold.Signs(counted.Bounds)) : null,
            NewValue = draft.NewValues.Count == 0 ? null : string.Join(", ", draft.NewValues.Select(v => v.Replace(GroupKey.Separator, ' '))),
            Tags = rule.Meta.Tags,
            Description = rule.Meta.Description,
            References = rule.Meta.References,
            FalsePositives = rule.Meta.FalsePositives,
        };

    /// <summary>Whether a draft says what was written.</summary>
    public static bool SameContent(AlertDraft draft, Alert written) =>
        draft.Count == written.Count
        && draft.FirstSeen == written.FirstSeen
        && draft.LastSeen == written.LastSeen
        && draft.Time == written.Time
        && draft.Evidence.Count == written.Evidence.Count
        && draft.NewValues.Count == 0 == written.NewValue is null;

    private static List<EventSource> SourcesOf(int bits)
    {
        var sources = new List<EventSource>();
        foreach (var source in EventSources.All)
        {
            if ((bits & (1 << (int)source)) != 0)
            {
                sources.Add(source);
            }
        }

        return sources;
    }
}

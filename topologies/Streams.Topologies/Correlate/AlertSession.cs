using Streams.Schemas.Events;
using Streams.Topologies.Correlate.Groups;
using Streams.Topologies.Correlate.Patterns;
using Streams.Topologies.Correlate.Signals;
using Streams.Topologies.Rules;

namespace Streams.Topologies.Correlate;

/// <summary>
/// Makes one alert of a burst: a firing within the suppression time of the last one, and not past the greatest length of a burst, joins its alert; any other opens the next, which names the one before.
/// </summary>
internal sealed class AlertSession
{
    /// <summary>Drafts that are not final, in order; only the last can still grow.</summary>
    public List<AlertDraft> Drafts { get; } = [];

    /// <summary>The alert that was opened last; null: none that is known.</summary>
    public string? Latest { get; set; }

    /// <summary>A session of its own with the same contents.</summary>
    public AlertSession Copy()
    {
        var copy = new AlertSession { Latest = Latest };
        foreach (var draft in Drafts)
        {
            copy.Drafts.Add(draft.Copy());
        }

        return copy;
    }

    /// <summary>Steps an automaton and takes in what fires.</summary>
    public void Step(Pattern pattern, PackedSignal signal, SessionRule rule, GroupState state, ActiveRule active)
    {
        if (pattern.Step(signal) is { } firing)
        {
            Apply(firing, rule, state, active);
        }
        else
        {
            Touch(signal.Time, rule);
        }
    }

    /// <summary>Takes in a firing.</summary>
    /// <param name="firing">What fired.</param>
    /// <param name="rule">How firings become alerts.</param>
    /// <param name="state">The group.</param>
    /// <param name="active">The correlation through the loaded rule sets: an alert names the one in force when it fired.</param>
    public void Apply(in Firing firing, SessionRule rule, GroupState state, ActiveRule active)
    {
        var time = firing.Completing.Time;
        var draft = Drafts.Count > 0 ? Drafts[^1] : null;
        if (draft is null || !rule.GoesOn(draft.Time, draft.LastActivity, time))
        {
            var id = rule.IdOf(state.Group, time);
            if (draft?.Id != id)
            {
                draft = new AlertDraft
                {
                    Id = id,
                    Group = state.Group,
                    Time = time,
                    FirstSeen = time,
                    LastSeen = time,
                    LastActivity = time,
                    Previous = Latest,
                    RuleSet = active.At(time).Version.Name,
                };
                Drafts.Add(draft);
                Latest = id;
                draft.Evidence.Completing = firing.Completing.Event;
            }
        }

        var signals = firing.Signals.Span;
        foreach (var signal in firing.IsOrdered ? signals[FirstNew(signals, draft.CountedTime)..] : signals)
        {
            if (draft.IsNew(signal))
            {
                draft.Add(signal);
                if (rule.FindsValues && signal.Value is { } value)
                {
                    draft.AddNew(value);
                }
            }
        }

        draft.CountedTo(firing.Completing);
        draft.Measure = firing.Measure;
        draft.LastActivity = Timestamp.Max(draft.LastActivity, time);
    }

    /// <summary>Something of the group happened without firing: an open alert stays open where the rule says so.</summary>
    public void Touch(Timestamp time, SessionRule rule)
    {
        if (rule.TouchedByAny && Drafts is [.., var draft] && rule.GoesOn(draft.Time, draft.LastActivity, time))
        {
            draft.LastActivity = Timestamp.Max(draft.LastActivity, time);
        }
    }

    /// <summary>Before it nothing is new: a window's firings overlap.</summary>
    private static int FirstNew(ReadOnlySpan<PackedSignal> signals, Timestamp counted)
    {
        var first = signals.Length;
        while (first > 0 && signals[first - 1].Time >= counted)
        {
            first--;
        }

        return first;
    }
}

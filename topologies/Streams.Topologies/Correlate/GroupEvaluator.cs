using System.Text.Json;
using Streams.Detections.Rules;
using Streams.Schemas.Alerts;
using Streams.Schemas.Signals;
using Streams.Topologies.Correlate.Patterns;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Correlate;

/// <summary>
/// Judges one group so that the final alerts do not depend on the order of arrival: signals are kept in order until the watermark passes them;
/// a condition that can only become true fires at once on all of them, the others only behind the watermark.
/// </summary>
internal sealed class GroupEvaluator(RuleLife life, TimeOptions options, StageCounts counts, ICorrelateOutput output)
{
    /// <summary>The most signals of a group ahead of the watermark: beyond it the oldest is settled early, in the order known by then.</summary>
    private const int MaxUnsettled = 2_000;
    private readonly SessionRule _session = SessionRule.Of(life.Rule);
    private readonly long _memory = Math.Max(TimeOptions.Nanos(life.Rule.Timespan), TimeOptions.Nanos(options.DuplicateMemory));

    /// <summary>Whether the condition may fire ahead of the watermark.</summary>
    public bool IsMonotone { get; } = life.Rule.IsMonotone;

    /// <summary>The correlation through the loaded rule sets.</summary>
    public RuleLife Life { get; set; } = life;

    public CorrelationRule Rule => Life.Rule;

    /// <summary>Takes in a signal.</summary>
    /// <returns>False for a duplicate.</returns>
    public bool Add(GroupState state, Signal signal)
    {
        if (state.SettledIds.Contains(signal))
        {
            return false;
        }

        var at = state.Unsettled.Count;
        while (at > 0 && Compare(state.Unsettled[at - 1], signal) > 0)
        {
            at--;
        }

        if (at > 0 && Compare(state.Unsettled[at - 1], signal) == 0)
        {
            return false;
        }

        state.Unsettled.Insert(at, signal);
        if (state.Unsettled.Count > MaxUnsettled)
        {
            counts.Overflow++;
            SettleOne(state, state.Unsettled[0], static _ => false);
            state.Unsettled.RemoveAt(0);
            if (at == 0)
            {
                Derive(state);
                WriteNew(state);
                return true;
            }

            at--;
        }

        if (!IsMonotone)
        {
            return true;
        }

        if (state.Ahead is { } ahead && at == state.Unsettled.Count - 1)
        {
            Step(ahead, state.AheadSession, signal, state.Group);
        }
        else
        {
            Derive(state);
        }

        WriteNew(state);
        return true;
    }

    /// <summary>Derives the automaton over all signals, after a restore or a signal out of order.</summary>
    public void Derive(GroupState state)
    {
        state.Ahead = JsonSerializer.Deserialize<Pattern>(JsonSerializer.SerializeToUtf8Bytes(state.Settled, StateJson.Options), StateJson.Options);
        state.AheadSession = state.Session.Copy();
        if (IsMonotone)
        {
            foreach (var signal in state.Unsettled)
            {
                Step(state.Ahead!, state.AheadSession, signal, state.Group); // a pattern is never null
            }
        }
    }

    /// <summary>Writes what has changed since it was last written; an alert that lateness has moved is superseded.</summary>
    public void WriteChanges(GroupState state)
    {
        foreach (var draft in state.AheadSession.Drafts)
        {
            Write(state, draft, AlertStatus.Updated);
        }

        foreach (var id in state.Written.Keys.Where(id => !state.AheadSession.Drafts.Exists(d => d.Id == id)).ToArray())
        {
            output.Alert(state.Written[id] with { Status = AlertStatus.Superseded });
            state.Written.Remove(id);
        }
    }

    /// <summary>The watermark has come to a time: signals up to it are settled, alerts that can grow no more are closed.</summary>
    /// <returns>True where anything changed.</returns>
    public bool Settle(GroupState state, long progress, Func<Signal, bool> hasProof)
    {
        var settled = 0;
        while (settled < state.Unsettled.Count && state.Unsettled[settled].Time <= progress)
        {
            SettleOne(state, state.Unsettled[settled++], hasProof);
        }

        Conclude(state, progress);
        state.Unsettled.RemoveRange(0, settled);
        state.Settled.Forget(progress);
        state.Ahead?.Forget(progress);
        state.SettledIds.Forget(progress - _memory);
        if (!IsMonotone)
        {
            state.AheadSession = state.Session.Copy();
        }

        var closed = Close(state, progress);
        return settled > 0 || closed;
    }

    /// <summary>The correlation ends at a time: what it has seen is settled, and what is open is closed.</summary>
    public void End(GroupState state, long progress, Func<Signal, bool> hasProof)
    {
        if (Settle(state, progress, hasProof))
        {
            WriteChanges(state);
        }

        Close(state, long.MaxValue);
    }

    /// <summary>Whether the group can be forgotten: nothing of it is open, and nothing of it is expected a second time.</summary>
    public static bool IsDone(GroupState state) =>
        state.Unsettled.Count == 0 && state.Written.Count == 0 && state.Session.Drafts.Count == 0 && state.SettledIds.Count == 0 && state.Settled.IsEmpty;

    /// <summary>The progress at which <see cref="Settle"/> has something to do next.</summary>
    public long DueOf(GroupState state)
    {
        var due = state.Unsettled.Count > 0 ? state.Unsettled[0].Time : long.MaxValue;
        if (state.Session.Drafts is [var draft, ..])
        {
            due = Math.Min(due, draft.LastActivity + _session.Suppress + 1);
        }

        due = Math.Min(due, state.Settled.Due);

        return due != long.MaxValue ? due : Math.Max(state.SettledIds.Highest, long.MinValue + _memory) + _memory + 1;
    }

    private void SettleOne(GroupState state, Signal signal, Func<Signal, bool> hasProof)
    {
        Conclude(state, signal.Time);
        state.SettledIds.Add(signal);
        if (IsMonotone)
        {
            Step(state.Settled, state.Session, signal, state.Group);
            return;
        }

        if (state.Settled.Step(signal) is not { } firing)
        {
            return;
        }

        if (Rule.Kind != CorrelationKind.Absence || hasProof(signal))
        {
            state.Session.Apply(firing, _session, state.Group, RuleSetAt(firing));
        }
        else
        {
            output.Blind(Rule.Meta.Id, signal);
        }
    }

    private void Conclude(GroupState state, long time)
    {
        if (state.Settled.Conclude(time) is { } firing)
        {
            state.Session.Apply(firing, _session, state.Group, RuleSetAt(firing));
        }
    }

    private void Step(Pattern pattern, AlertSession session, Signal signal, string group)
    {
        if (pattern.Step(signal) is { } firing)
        {
            session.Apply(firing, _session, group, RuleSetAt(firing));
        }
        else if (_session.TouchedByAny)
        {
            session.Touch(signal.Time, _session);
        }
    }

    private bool Close(GroupState state, long progress)
    {
        var closed = false;
        while (state.Session.Drafts is [var draft, ..] && (draft.LastActivity + _session.Suppress < progress || state.Session.Drafts.Count > 1))
        {
            if (!state.Written.ContainsKey(draft.Id))
            {
                // Concluded and over within one step of the watermark: who counts or shows what was opened must see it, too.
                output.Alert(AlertOf(draft, AlertStatus.Open));
            }

            output.Alert(AlertOf(draft, AlertStatus.Closed));
            state.Written.Remove(draft.Id);
            state.Session.Drafts.RemoveAt(0);
            state.AheadSession.Drafts.RemoveAll(d => d.Id == draft.Id);
            closed = true;
        }

        return closed;
    }

    private void WriteNew(GroupState state)
    {
        foreach (var draft in state.AheadSession.Drafts)
        {
            if (!state.Written.ContainsKey(draft.Id))
            {
                Write(state, draft, AlertStatus.Open);
            }
        }
    }

    private void Write(GroupState state, AlertDraft draft, AlertStatus status)
    {
        var known = state.Written.GetValueOrDefault(draft.Id);
        var alert = AlertOf(draft, known is null ? AlertStatus.Open : status);
        if (known is null || !AlertFactory.SameContent(known, alert))
        {
            output.Alert(alert);
            state.Written[draft.Id] = alert;
        }
    }

    private Alert AlertOf(AlertDraft draft, AlertStatus status) => AlertFactory.Of(draft, Life.At(draft.Time).Rule, status);

    private string RuleSetAt(Firing firing) => Life.At(firing.Completing.Time).Version.Name;

    private static int Compare(Signal a, Signal b)
    {
        var order = a.Time.CompareTo(b.Time);
        order = order != 0 ? order : string.CompareOrdinal(a.Evidence.EventId, b.Evidence.EventId);
        order = order != 0 ? order : string.CompareOrdinal(a.Input, b.Input);
        return order != 0 ? order : string.CompareOrdinal(a.Value, b.Value);
    }
}

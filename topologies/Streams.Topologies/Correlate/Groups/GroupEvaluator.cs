using Streams.Detections.Rules;
using Streams.Schemas.Events;
using Streams.Topologies.Correlate.Patterns;
using Streams.Topologies.Correlate.Signals;
using Streams.Topologies.Rules;
using Streams.Topologies.Time;

namespace Streams.Topologies.Correlate.Groups;

/// <summary>
/// Judges one group so that the final alerts do not depend on the order of arrival: signals are kept in order until the watermark passes them;
/// a condition that can only become true fires at once on all of them, the others only behind the watermark.
/// </summary>
internal sealed class GroupEvaluator(ActiveRule active, TimeOptions options, StageCounts counts, ICorrelateOutput output)
{
    /// <summary>The most signals of a group ahead of the watermark: beyond it the oldest are settled early, in the order known by then.</summary>
    private const int MaxBuffered = 2_000;

    /// <summary>How many are settled early at a time.</summary>
    private const int Early = 64;
    private readonly SessionRule _session = SessionRule.Of(active.Rule);

    /// <summary>What fires ahead of the watermark; null: the condition may not.</summary>
    private readonly Provisional? _provisional = active.Rule.IsMonotone ? new(SessionRule.Of(active.Rule)) : null;
    private readonly GroupRest _rest = new(new PatternModel(active.Rule, active.Plan));
    private readonly AlertWriter _alerts = new(active, output);
    private readonly long _memory = Math.Max(TimeOptions.Nanos(active.Rule.Timespan), TimeOptions.Nanos(options.DuplicateMemory));

    /// <summary>The correlation through the loaded rule sets.</summary>
    public ActiveRule Active
    {
        get => _alerts.Active;
        set => _alerts.Active = value;
    }

    public CorrelationRule Rule => Active.Rule;

    /// <summary>What must be proved to have been heard before it fires; empty: nothing.</summary>
    public ProofNeed[] Proofs => field ??= ProofNeed.Of(_rest.Model);

    /// <summary>Makes bytes of a group of which nothing is ahead of the watermark.</summary>
    public void Rest(GroupState state) => _rest.Rest(state);

    /// <summary>Takes in a signal.</summary>
    /// <returns>False for a duplicate.</returns>
    public bool Add(GroupState state, in SignalParts parts)
    {
        var body = _rest.Wake(state);
        var signal = new PackedSignal(parts, _rest.Inputs, body.Entities);
        body.Entities = signal.Entities;
        var at = body.SettledIds.Contains(signal.Time, signal.Id) ? -1 : body.Insert(signal);
        if (at < 0)
        {
            return false;
        }

        if (body.Buffered.Count > MaxBuffered)
        {
            counts.Overflow += Early;
            for (var i = 0; i < Early; i++)
            {
                SettleOne(state, body, body.Buffered[i].Signal, static _ => false);
            }

            body.RemoveFirst(Early);
            body.IsChanged = true;
            at -= Early;
        }

        state.LastSignal = Timestamp.Max(state.LastSignal, signal.Time);
        if (_provisional?.Add(state, body, signal, at, Active) == true)
        {
            _alerts.WriteNew(body, signal.Time);
        }

        return true;
    }

    /// <summary>Whether the next watermark may have something of the group to write.</summary>
    public bool HasNews(GroupState state) => _provisional is not null && state.Body is { } body && Provisional.HasNews(body);

    /// <summary>Writes what has changed since it was last written; an alert that lateness has moved is superseded.</summary>
    public void WriteChanges(GroupState state, Timestamp now)
    {
        if (state.Body is { } body)
        {
            _provisional?.Follow(state, body, Active);
            _alerts.WriteChanges(body, now);
        }
    }

    /// <summary>The watermark has come to a time: signals up to it are settled, alerts that can grow no more are closed.</summary>
    /// <returns>True where anything changed.</returns>
    public bool Settle(GroupState state, Timestamp progress, Func<Firing, bool> hasProof)
    {
        var body = _rest.Wake(state);
        var settled = 0;
        while (settled < body.Buffered.Count && body.Buffered[settled].Time <= progress)
        {
            SettleOne(state, body, body.Buffered[settled++].Signal, hasProof);
        }

        var concluded = Conclude(state, body, progress, hasProof);
        body.RemoveFirst(settled);
        body.Settled.Forget(progress);
        body.Ahead?.Forget(progress);
        body.SettledIds.Forget(progress - _memory);
        if (body.Buffered.Count == 0)
        {
            body.ForgetAhead();
        }

        body.IsChanged = true;
        var closed = _alerts.Close(body, progress, _session.Suppress);
        return settled > 0 || concluded || closed || AlertWriter.DueOf(body) <= progress;
    }

    /// <summary>The correlation ends at a time: what it has seen is settled, and what is open is closed.</summary>
    public void End(GroupState state, Timestamp progress, Func<Firing, bool> hasProof)
    {
        if (Settle(state, progress, hasProof))
        {
            WriteChanges(state, progress);
        }

        _alerts.Close(_rest.Wake(state), Timestamp.Never, _session.Suppress);
    }

    /// <summary>There is no room for the group: what waits is settled in the order known by now, and what is open is closed.</summary>
    public void GiveUp(GroupState state, Timestamp progress)
    {
        if (state is { Body: null, Chunks: null, HasAlert: false })
        {
            return; // nothing would come of waking it
        }

        var body = _rest.Wake(state);
        foreach (var (_, signal) in body.Buffered)
        {
            SettleOne(state, body, signal, static _ => false);
        }

        counts.Overflow += body.Buffered.Count;
        body.RemoveFirst(body.Buffered.Count);
        body.ForgetAhead();
        _alerts.WriteChanges(body, progress);
        _alerts.Close(body, Timestamp.Never, _session.Suppress);
    }

    /// <summary>Whether the group can be forgotten: nothing of it is open, and nothing of it is expected a second time.</summary>
    public static bool IsDone(GroupState state) =>
        state.Body is { Buffered.Count: 0, Written: null or { Count: 0 }, Session.Drafts.Count: 0, SettledIds.Count: 0, Settled.IsEmpty: true };

    /// <summary>The progress at which <see cref="Settle"/> has something to do next.</summary>
    public Timestamp DueOf(GroupState state)
    {
        var body = _rest.Wake(state);
        var due = Timestamp.Min(body.Buffered.Count > 0 ? body.Buffered[0].Time : Timestamp.Never, body.Settled.Due);
        if (body.Session.Drafts is [var draft, ..])
        {
            due = Timestamp.Min(due, Timestamp.Min(draft.LastActivity + _session.Suppress + 1, AlertWriter.DueOf(body)));
        }

        return due.IsNever ? body.SettledIds.Highest + _memory + 1 : due;
    }

    private void SettleOne(GroupState state, GroupBody body, PackedSignal signal, Func<Firing, bool> hasProof)
    {
        Conclude(state, body, signal.Time, hasProof);
        body.SettledIds.Add(signal.Time, signal.Id);
        if (_provisional is not null)
        {
            body.Session.Step(body.Settled, signal, _session, state, Active);
        }
        else if (body.Settled.Step(signal) is not { } firing)
        {
            if (!Rule.Definition.JudgesClosedWindows)
            {
                body.Session.Touch(signal.Time, _session);
            }
        }
        else
        {
            Apply(state, body, firing, hasProof);
        }
    }

    /// <summary>What comes of time alone: an absence whose time after is over, a window that ends.</summary>
    /// <returns>Whether there was anything.</returns>
    private bool Conclude(GroupState state, GroupBody body, Timestamp time, Func<Firing, bool> hasProof)
    {
        var concluded = false;
        while (body.Settled.Conclude(time) is { } firing)
        {
            Apply(state, body, firing, hasProof);
            concluded = true;
        }

        return concluded;
    }

    private void Apply(GroupState state, GroupBody body, in Firing firing, Func<Firing, bool> hasProof)
    {
        if (Proofs.Length == 0 || hasProof(firing))
        {
            body.Session.Apply(firing, _session, state, Active);
        }
        else
        {
            output.Blind(Rule.Meta.Id);
        }
    }
}

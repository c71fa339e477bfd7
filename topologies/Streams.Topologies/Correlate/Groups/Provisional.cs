using Streams.Schemas.Events;
using Streams.Topologies.Correlate.Signals;
using Streams.Topologies.Rules;

namespace Streams.Topologies.Correlate.Groups;

/// <summary>
/// Judges a group ahead of the watermark, where its condition can only become true: an alert opens at once, over all signals that are there.
/// What it says until the watermark has passed is provisional; lateness may move it.
/// </summary>
/// <param name="rule">How firings become alerts.</param>
internal sealed class Provisional(SessionRule rule)
{
    /// <summary>A group with more signals ahead of the watermark is not derived anew for each signal out of order.</summary>
    private const int MaxDerivedAtOnce = 64;

    /// <summary>Takes in a signal that was put in the order.</summary>
    /// <param name="state">The group.</param>
    /// <param name="body">What of it is awake.</param>
    /// <param name="signal">The signal.</param>
    /// <param name="at">Its place among those ahead of the watermark; negative: it was settled early.</param>
    /// <param name="active">The correlation through the loaded rule sets.</param>
    /// <returns>Whether an alert may have opened.</returns>
    public bool Add(GroupState state, GroupBody body, PackedSignal signal, int at, ActiveRule active)
    {
        if (OnlyGrows(body, signal.Time))
        {
            body.ForgetAhead();
            return false;
        }

        body.SinceDerived++;
        if (body is { Ahead: { } ahead, AheadSession: { } session } && (at == body.Buffered.Count - 1 || body.Buffered.Count > MaxDerivedAtOnce))
        {
            body.IsStale |= at < body.Buffered.Count - 1;
            session.Step(ahead, signal, rule, state, active);
        }
        else
        {
            Derive(state, body, active);
        }

        return true;
    }

    /// <summary>Whether the next watermark may have something of a group to write that is ahead of it.</summary>
    public static bool HasNews(GroupBody body) =>
        body.AheadSession is { } session && (session.Drafts.Count > 0 || body.Written is { Count: > 0 } || body.IsStale);

    /// <summary>Before a group's changes are written: derives it where that is due. After a restore nothing is derived yet, and what was written of the signals ahead still stands.</summary>
    public void Follow(GroupState state, GroupBody body, ActiveRule active)
    {
        var isNotDerived = body is { AheadSession: null, Buffered.Count: > 0 } && AlertWriter.HasWrittenAhead(body);
        if (isNotDerived || (body.IsStale && body.SinceDerived >= body.Buffered.Count))
        {
            Derive(state, body, active);
        }
    }

    /// <summary>
    /// Derives the automaton over all signals, after a rest or a signal out of order; not where so few cannot fire and no alert is open.
    /// A group with many signals ahead is derived once in as many signals: until then what is out of order is judged as it came, and what is written of it is provisional like the rest.
    /// </summary>
    private void Derive(GroupState state, GroupBody body, ActiveRule active)
    {
        body.ForgetAhead();
        if (body.Session.Drafts.Count == 0 && !body.Settled.MayFire(body.BufferedEvents))
        {
            return;
        }

        var (ahead, session) = (body.Settled.Copy(), body.Session.Copy());
        (body.Ahead, body.AheadSession) = (ahead, session);
        foreach (var buffered in body.Buffered)
        {
            session.Step(ahead, buffered.Signal, rule, state, active);
        }
    }

    /// <summary>
    /// Whether an alert is open behind the watermark that takes in whatever comes of a signal of a time, and nothing was derived that is not that alert:
    /// then the signal can wait for the watermark, and the alert grows as it settles.
    /// </summary>
    private bool OnlyGrows(GroupBody body, Timestamp time) =>
        body.Session.Drafts is [.., var draft]
        && rule.GoesOn(draft.Time, draft.LastActivity, time)
        && (body.AheadSession is not { } ahead || (ahead.Drafts is [.., var last] && last.Id == draft.Id));
}

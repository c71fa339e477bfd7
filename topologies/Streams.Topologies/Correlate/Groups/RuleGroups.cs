using Streams.Schemas.Events;
using Streams.Topologies.Correlate.Patterns;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Correlate.Groups;

/// <summary>The groups of one correlation, queued by the progress at which the watermark concerns them next: a watermark costs what it settles, not what is open.</summary>
/// <param name="evaluator">Judges a group.</param>
/// <param name="groups">The state of all groups.</param>
/// <param name="hasProof">Whether what did not happen can be concluded for a firing.</param>
/// <param name="room">How much room they take.</param>
internal sealed class RuleGroups(GroupEvaluator evaluator, IKeyedState<GroupState> groups, Func<GroupEvaluator, Firing, bool> hasProof, GroupRoom room)
{
    /// <summary>What stage B found lies a little behind the watermark when it comes, and waits for nothing.</summary>
    private const long LateBy = 60 * Timestamp.Second;

    /// <summary>How long a group waits for more of what lies far behind the watermark.</summary>
    private const long LateWait = 30 * Timestamp.Second;

    private readonly DueQueue _queue = new();
    private readonly List<(Timestamp Due, GroupState State)> _due = [];
    private readonly Func<Firing, bool> _hasProof = firing => hasProof(evaluator, firing);
    private Timestamp _progress = Timestamp.Unknown;
    private ActiveRule? _advanced;
    private bool _isHastened;

    public GroupEvaluator Evaluator => evaluator;

    /// <summary>The event time up to which everything has been settled.</summary>
    public Timestamp Progress => _progress;

    /// <summary>The bytes that its groups take, about.</summary>
    public long Bytes { get; private set; }

    /// <summary>Its groups, in no order, one perhaps more than once; none while it settles.</summary>
    public IEnumerable<GroupState> Groups => _queue.Groups;

    /// <summary>
    /// The group was made, or got a signal: it is queued anew where it is due earlier, and may take more room. What lies far behind the watermark already may come with more of its kind
    /// (a log of last week that is posted now): judged at every watermark, a window would be told in as many pieces.
    /// </summary>
    /// <param name="state">The group.</param>
    /// <param name="due">The signal's time.</param>
    public void Schedule(GroupState state, Timestamp due)
    {
        _queue.Hasten(state, due > _progress - LateBy ? due : _progress + LateWait);
        _isHastened = true;
        Bytes += room.Account(state);
    }

    /// <summary>The group was restored: it is queued, and rests where nothing of it waits.</summary>
    public void Restored(GroupState state)
    {
        _queue.Hasten(state, evaluator.DueOf(state));
        _isHastened = true;
        state.LastSignal = Timestamp.Max(
            state.Body?.SettledIds.Highest ?? Timestamp.Unknown,
            state.Body is { Buffered: [.., var last] } ? last.Time : Timestamp.Unknown
        );
        evaluator.Rest(state);
        Bytes += room.Account(state);
    }

    /// <summary>Settles what the watermark has passed, but nothing from the time on at which a rule set without the correlation was taken over: what came then it has not seen.</summary>
    public void Advance(WatermarkState watermarks)
    {
        if ((watermarks.Moved & evaluator.Active.SourceBits) == 0 && !_isHastened && ReferenceEquals(_advanced, evaluator.Active))
        {
            return;
        }

        (_advanced, _isHastened) = (evaluator.Active, false);
        var until = evaluator.Active.Until;
        var reached = ProgressOf(watermarks);
        _progress = Timestamp.Max(_progress, Timestamp.Min(reached, until - 1));
        _queue.Take(_progress, _due);
        _due.Sort(static (a, b) => a.Due != b.Due ? a.Due.CompareTo(b.Due) : string.CompareOrdinal(a.State.Key.Text, b.State.Key.Text)); // the queue leaves the order of equals open
        foreach (var (_, state) in _due)
        {
            Settle(state);
        }

        Lists.Empty(_due);
        if (reached >= until)
        {
            End();
        }
    }

    /// <summary>The correlation is in force no more: what is open is closed as it stands, and forgotten.</summary>
    public void End()
    {
        if (!evaluator.Active.Until.IsNever)
        {
            _progress = Timestamp.Max(_progress, evaluator.Active.Until - 1);
        }

        _queue.Take(Timestamp.Never, _due);
        _due.Sort(static (a, b) => string.CompareOrdinal(a.State.Key.Text, b.State.Key.Text));
        foreach (var (_, state) in _due)
        {
            evaluator.End(state, _progress, _hasProof);
            Remove(state);
        }

        Lists.Empty(_due);
    }

    private void Settle(GroupState state)
    {
        if (evaluator.Settle(state, _progress, _hasProof))
        {
            evaluator.WriteChanges(state, _progress);
        }

        if (GroupEvaluator.IsDone(state))
        {
            DueQueue.Leave(state);
            Remove(state);
            return;
        }

        groups.Touch(state.Key.Text, state);
        var (due, rest) = (evaluator.DueOf(state), GroupRest.DueOf(state));
        if (rest <= _progress)
        {
            evaluator.Rest(state);
        }
        else
        {
            due = Timestamp.Min(due, rest);
        }

        Bytes += room.Account(state);
        _queue.Return(state, Timestamp.Max(due, _progress + 1));
    }

    /// <summary>There is no room for a group: it is closed as it stands, and forgotten.</summary>
    public void GiveUp(GroupState state)
    {
        evaluator.GiveUp(state, _progress);
        Remove(state);
    }

    /// <summary>Drops what the queue has of groups that were given up.</summary>
    public void Purge() => _queue.Purge();

    private void Remove(GroupState state)
    {
        Bytes -= room.Leave(state);
        state.Remove();
        groups.Remove(state.Key.Text);
    }

    private Timestamp ProgressOf(WatermarkState watermarks)
    {
        var least = Timestamp.Never;
        foreach (var source in evaluator.Active.Sources)
        {
            if (watermarks.IsConfigured(source))
            {
                least = Timestamp.Min(least, watermarks.Progress(source));
            }
        }

        return least.IsNever ? Timestamp.Unknown : least;
    }
}

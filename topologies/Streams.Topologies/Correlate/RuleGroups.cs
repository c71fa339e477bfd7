using Streams.Schemas.Signals;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Correlate;

/// <summary>The groups of one correlation, queued by the progress at which the watermark concerns them next: a watermark costs what it settles, not what is open.</summary>
/// <param name="evaluator">Judges a group.</param>
/// <param name="groups">The state of all groups.</param>
/// <param name="hasProof">Whether an absence before a signal can be concluded.</param>
internal sealed class RuleGroups(GroupEvaluator evaluator, IKeyedState<GroupState> groups, Func<GroupEvaluator, Signal, bool> hasProof)
{
    private readonly PriorityQueue<string, (long Due, string Key)> _due = new();
    private readonly Func<Signal, bool> _hasProof = signal => hasProof(evaluator, signal);
    private long _progress = WatermarkState.Unknown;

    public GroupEvaluator Evaluator => evaluator;

    /// <summary>The group was made, restored or changed: it is queued anew where it is due earlier.</summary>
    public void Schedule(string key, GroupState state)
    {
        var due = evaluator.DueOf(state);
        if (due < state.Due)
        {
            state.Due = due;
            _due.Enqueue(key, (due, key));
        }
    }

    /// <summary>Settles what the watermark has passed, but nothing from the time on at which a rule set without the correlation was taken over: what came then it has not seen.</summary>
    public void Advance(WatermarkState watermarks)
    {
        var until = evaluator.Life.Until;
        var reached = ProgressOf(watermarks);
        _progress = Math.Max(_progress, Math.Min(reached, until - 1));
        while (_due.TryPeek(out var key, out var at) && at.Due <= _progress)
        {
            _due.Dequeue();
            if (groups.Get(key) is { } state && state.Due == at.Due)
            {
                Settle(key, state);
            }
        }

        if (reached >= until)
        {
            End();
        }
    }

    /// <summary>The correlation is in force no more: what is open is closed as it stands, and forgotten.</summary>
    public void End()
    {
        _progress = Math.Max(_progress, evaluator.Life.Until == long.MaxValue ? _progress : evaluator.Life.Until - 1);
        while (_due.TryDequeue(out var key, out var at))
        {
            if (groups.Get(key) is { } state && state.Due == at.Due)
            {
                evaluator.End(state, _progress, _hasProof);
                groups.Remove(key);
            }
        }
    }

    private void Settle(string key, GroupState state)
    {
        if (evaluator.Settle(state, _progress, _hasProof))
        {
            evaluator.WriteChanges(state);
        }

        if (GroupEvaluator.IsDone(state))
        {
            groups.Remove(key);
            return;
        }

        groups.Touch(key);
        state.Due = Math.Max(evaluator.DueOf(state), _progress + 1);
        _due.Enqueue(key, (state.Due, key));
    }

    private long ProgressOf(WatermarkState watermarks)
    {
        var least = long.MaxValue;
        foreach (var source in evaluator.Life.Sources)
        {
            if (watermarks.IsConfigured(source))
            {
                least = Math.Min(least, watermarks.Progress(source));
            }
        }

        return least == long.MaxValue ? WatermarkState.Unknown : least;
    }
}

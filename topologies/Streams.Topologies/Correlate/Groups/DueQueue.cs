using Streams.Schemas.Events;

namespace Streams.Topologies.Correlate.Groups;

/// <summary>
/// Groups by the progress at which they are due, in buckets of a tenth of a second. A group has the place of <see cref="GroupState.Due"/> and may keep a later one, <see cref="GroupState.Far"/>:
/// so a busy group, due again and again, does not fill the queue with its places.
/// </summary>
internal sealed class DueQueue
{
    private const long Width = Timestamp.Second / 10;
    private readonly Dictionary<long, List<GroupState>> _buckets = [];
    private readonly PriorityQueue<long, long> _order = new();
    private readonly Stack<List<GroupState>> _spare = new();

    /// <summary>The groups that are due at some time, in no order; one that has several places perhaps more than once.</summary>
    public IEnumerable<GroupState> Groups => _buckets.SelectMany(static b => b.Value.Where(g => !g.Due.IsNever && BucketOf(g.Due) == b.Key));

    /// <summary>The group is due at a time; nothing changes where it is due earlier.</summary>
    public void Hasten(GroupState state, Timestamp due)
    {
        if (due >= state.Due)
        {
            return;
        }

        if (state.Due.IsNever || BucketOf(due) != BucketOf(state.Due))
        {
            state.Far = state.Far.IsNever ? state.Due : state.Far;
            Add(state, BucketOf(due));
        }

        state.Due = due;
    }

    /// <summary>The group was taken out and is due next at a time. A place that it still has does where it is early enough.</summary>
    public void Return(GroupState state, Timestamp due)
    {
        if (state.Far <= due)
        {
            (state.Due, state.Far) = (state.Far, Timestamp.Never);
            return;
        }

        state.Due = due;
        Add(state, BucketOf(due));
    }

    /// <summary>The group was taken out and is due no more: a place that it still has is passed over.</summary>
    public static void Leave(GroupState state) => state.Far = Timestamp.Never;

    /// <summary>Takes out the groups that are due.</summary>
    public void Take(Timestamp progress, List<(Timestamp Due, GroupState State)> into)
    {
        while (progress.IsKnown && _order.TryPeek(out var bucket, out _) && bucket <= BucketOf(progress))
        {
            _order.Dequeue();
            _buckets.Remove(bucket, out var states);
            var later = false;
            foreach (var state in states!) // a bucket in the order is there
            {
                if (state.Due <= progress && !state.Due.IsNever)
                {
                    into.Add((state.Due, state));
                    state.Due = Timestamp.Never;
                }
                else if (!state.Due.IsNever && BucketOf(state.Due) == bucket)
                {
                    Add(state, bucket);
                    later = true;
                }
                else if (!state.Far.IsNever && BucketOf(state.Far) == bucket)
                {
                    state.Far = Timestamp.Never;
                }
            }

            Lists.Empty(states);
            _spare.Push(states);
            if (later)
            {
                return;
            }
        }
    }

    /// <summary>Drops the places of groups that are kept no more: they would hold them until they are due.</summary>
    public void Purge()
    {
        foreach (var states in _buckets.Values)
        {
            states.RemoveAll(static state => state.Phase == GroupPhase.Removed);
        }
    }

    private static long BucketOf(Timestamp time) => time.Span(Width);

    private void Add(GroupState state, long bucket)
    {
        if (!_buckets.TryGetValue(bucket, out var states))
        {
            states = _spare.Count > 0 ? _spare.Pop() : [];
            _buckets.Add(bucket, states);
            _order.Enqueue(bucket, bucket);
        }

        states.Add(state);
    }
}

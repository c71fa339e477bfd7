namespace Streams.Connectors.Simulation.Clusters;

/// <summary>Virtual time: what is to be done, in order; equal times in the order of their planning.</summary>
internal sealed class Schedule(DateTimeOffset start, DateTimeOffset end)
{
    private readonly PriorityQueue<Action, (long Ticks, long Number)> _planned = new();
    private long _number;

    public DateTimeOffset Now { get; private set; } = start;

    public DateTimeOffset Start { get; } = start;

    /// <summary>Plans something; what would come after the end is not done.</summary>
    public void In(TimeSpan delay, Action action)
    {
        var at = Now + delay;
        if (at < end)
        {
            _planned.Enqueue(action, (at.Ticks, ++_number));
        }
    }

    /// <summary>Plans something again and again; each delay is asked for anew.</summary>
    public void Every(Func<TimeSpan> delay, Action action) => In(delay(), () =>
        {
            action();
            Every(delay, action);
        });

    /// <summary>Does the next thing; false at the end.</summary>
    public bool Step()
    {
        if (!_planned.TryDequeue(out var action, out var at))
        {
            return false;
        }

        Now = new DateTimeOffset(at.Ticks, TimeSpan.Zero);
        action();
        return true;
    }
}

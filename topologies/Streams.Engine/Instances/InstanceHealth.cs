using Streams.Engine.Hosting;

namespace Streams.Engine.Instances;

/// <summary>Whether a stream thread goes on: it polls, or waits for the broker.</summary>
internal sealed class InstanceHealth(EngineOptions options)
{
    private long _lastPoll = options.Time.GetTimestamp();
    private int _brokerCalls;

    /// <summary>Set by the host before it disposes the stream: from then on an Unsubscribe is expected.</summary>
    public bool Stopping { get; set; }

    /// <summary>The time since the last poll of any consumer, for the watchdog.</summary>
    public TimeSpan SinceLastPoll => options.Time.GetElapsedTime(Volatile.Read(ref _lastPoll));

    /// <summary>Whether the stream thread is within a call that waits for the broker.</summary>
    public bool InBrokerCall => Volatile.Read(ref _brokerCalls) > 0;

    /// <summary>Whether the stream thread polls, or is within a call that may still end; what liveness says.</summary>
    public bool IsAlive => Stopping || SinceLastPoll <= (InBrokerCall ? options.HungInCallAfter : options.HungAfter);

    public void NotePoll() => Volatile.Write(ref _lastPoll, options.Time.GetTimestamp());

    /// <summary>Calls the broker; the watchdog has more patience meanwhile.</summary>
    public void CallBroker(Action call)
    {
        Interlocked.Increment(ref _brokerCalls);
        try
        {
            call();
        }
        finally
        {
            Interlocked.Decrement(ref _brokerCalls);
        }
    }
}

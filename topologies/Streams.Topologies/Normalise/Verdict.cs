using Streams.Schemas.Behaviours;
using Streams.Schemas.Signals;
using Streams.Topologies.Normalise.Feeds;

namespace Streams.Topologies.Normalise;

/// <summary>Everything that has been decided of one event, before anything is written. Reused.</summary>
internal sealed class Verdict
{
    /// <summary>The event for the <c>events</c> topic.</summary>
    public Event Event { get; set; } = null!; // set by the judge before any use

    public List<Signal> Signals { get; } = [];

    public List<Observation> Observations { get; } = [];

    public List<Behaviour> Behaviours { get; } = [];

    /// <summary>The event as the feeds tell it.</summary>
    public List<FeedRecord> Feeds { get; } = [];

    /// <summary>Correlations that the event matters to but has no group for.</summary>
    public int Ungrouped { get; set; }

    public void Clear()
    {
        Signals.Clear();
        Observations.Clear();
        Behaviours.Clear();
        Feeds.Clear();
        Ungrouped = 0;
    }

    /// <summary>Writes it all: nothing of an event is written before everything has been decided.</summary>
    public void WriteTo(INormaliseOutput output)
    {
        foreach (var signal in Signals)
        {
            output.Signal(signal);
        }

        foreach (var observation in Observations)
        {
            output.Observe(observation);
        }

        foreach (var behaviour in Behaviours)
        {
            output.Behave(behaviour);
        }

        output.Event(Event);
        foreach (var record in Feeds)
        {
            output.Feed(Event, record);
        }
    }
}

using Streams.Schemas.Behaviours;
using Streams.Schemas.DeadLetters;
using Streams.Schemas.Entities;
using Streams.Schemas.Signals;
using Streams.Topologies.Normalise.Feeds;

namespace Streams.Topologies.Normalise;

/// <summary>Where stage A's results go.</summary>
public interface INormaliseOutput
{
    /// <summary>Every event, once.</summary>
    void Event(Event e);

    /// <summary>An event's document for a feed that takes it.</summary>
    /// <param name="e">The event.</param>
    /// <param name="record">The document.</param>
    void Feed(Event e, FeedRecord record);

    /// <summary>One record for each correlation of C that the event matters to.</summary>
    void Signal(Signal signal);

    /// <summary>One record for each feature of B.</summary>
    void Observe(Observation observation);

    /// <summary>What an entity was seen to do, for B.</summary>
    void Behave(Behaviour behaviour);

    /// <summary>Something new about a pod.</summary>
    void Fact(EntityFact fact);

    /// <summary>A fact of a pod that ended long ago: its tombstone.</summary>
    void Forget(string factKey);

    /// <summary>A record that could not be used.</summary>
    void Dead(DeadLetter letter);
}

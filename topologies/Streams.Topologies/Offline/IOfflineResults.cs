using Streams.Schemas.Alerts;
using Streams.Schemas.DeadLetters;
using Streams.Schemas.Features;
using Streams.Schemas.Models;
using Streams.Schemas.Signals;
using Streams.Topologies.Normalise.Feeds;

namespace Streams.Topologies.Offline;

/// <summary>What a run without Kafka gives.</summary>
public interface IOfflineResults
{
    void Alert(Alert alert);

    void Event(Event e) { }

    /// <summary>An event's document for a feed.</summary>
    void Feed(FeedRecord record) { }

    /// <summary>What a correlation must see of an event.</summary>
    void Signal(Signal signal) { }

    /// <summary>What stage B is given to judge.</summary>
    void Observation(Observation observation) { }

    void Dead(DeadLetter letter) { }

    void Features(FeatureVector vector) { }

    void Score(ModelScore score) { }

    void Blind(string ruleId) { }
}

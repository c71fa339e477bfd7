using Streams.Schemas.Alerts;
using Streams.Schemas.DeadLetters;
using Streams.Schemas.Features;
using Streams.Schemas.Models;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Offline;

/// <summary>What a run without Kafka gives.</summary>
public interface IOfflineResults
{
    void Alert(Alert alert);

    void Event(Event e) { }

    /// <summary>What a correlation must see of an event.</summary>
    void Signal(Signal signal) { }

    void Dead(DeadLetter letter) { }

    void Features(FeatureVector vector) { }

    void Score(ModelScore score) { }

    void Blind(string ruleId) { }
}

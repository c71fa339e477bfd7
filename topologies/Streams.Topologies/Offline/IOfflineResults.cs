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

    void Event(Event e)
    {
    }

    void Dead(DeadLetter letter)
    {
    }

    void Features(FeatureVector vector)
    {
    }

    void Score(ModelScore score)
    {
    }

    void Blind(string ruleId)
    {
    }
}

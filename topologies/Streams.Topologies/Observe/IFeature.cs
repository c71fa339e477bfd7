using Streams.Detections.Rules;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;
using Streams.Topologies.Rules;

namespace Streams.Topologies.Observe;

/// <summary>What judges the observations of one type of correlation.</summary>
internal interface IFeature
{
    /// <summary>Takes in an observation.</summary>
    /// <returns>False for a duplicate.</returns>
    bool Add(CorrelationRule rule, Observation observation, IObserveOutput output);

    /// <summary>Judges what the watermark has passed.</summary>
    void Advance(CorrelationRule rule, Timestamp progress, IObserveOutput output);

    /// <summary>A subject was seen: nothing is observed of it.</summary>
    void Sight(Observation sighting);

    /// <summary>Forgets what was learned for correlations that no loaded rule set has.</summary>
    void Keep(IReadOnlyDictionary<CorrelationHash, ActiveRule> correlations);

    /// <summary>Call after the state has been restored.</summary>
    void Restored();
}

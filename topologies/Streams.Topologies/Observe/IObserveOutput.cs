using Streams.Schemas.Features;
using Streams.Schemas.Models;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Observe;

/// <summary>Where stage B's results go.</summary>
public interface IObserveOutput
{
    /// <summary>A finding of a feature, for C.</summary>
    void Signal(Signal signal);

    /// <summary>An observation of a correlation that no rule set has had for five minutes.</summary>
    void Unknown(Observation observation);

    /// <summary>The features of one entity and window.</summary>
    void Features(FeatureVector vector);

    /// <summary>What a model said of a window.</summary>
    void Score(ModelScore score);
}

using Streams.Models.Scoring;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Observe;

/// <summary>What the features of one task are made of.</summary>
/// <param name="state">What the task keeps.</param>
/// <param name="options">The options.</param>
/// <param name="models">The models by name.</param>
internal sealed class FeatureParts(ObserveState state, ObserveOptions options, IReadOnlyDictionary<string, INameScorer> models)
{
    /// <summary>The values each subject was seen with.</summary>
    public CorrelationStates<FirstSeenState> FirstSeen { get; } = new(state.FirstSeen);

    /// <summary>Who was seen with each value.</summary>
    public CorrelationStates<RareState> Rare { get; } = new(state.Rare);

    /// <summary>The contacts of each subject.</summary>
    public CorrelationStates<BeaconState> Beacons { get; } = new(state.Beacons);

    /// <summary>What waits for the watermark, of all of them.</summary>
    public CorrelationStates<BufferedObservations> Buffered { get; } = new(state.Buffered);

    /// <summary>What came in.</summary>
    public StageCounts Counts => state.Counts;

    /// <summary>The options.</summary>
    public ObserveOptions Options => options;

    /// <summary>The models by name.</summary>
    public IReadOnlyDictionary<string, INameScorer> Models => models;

    /// <summary>Call after the state has been restored, before the features' own.</summary>
    public void Restored()
    {
        FirstSeen.Restored();
        Rare.Restored();
        Beacons.Restored();
        Buffered.Restored();
    }
}

using Streams.Detections.Correlations.Beacon;
using Streams.Detections.Correlations.FirstSeen;
using Streams.Detections.Correlations.NewPair;
using Streams.Detections.Correlations.Rare;
using Streams.Detections.Correlations.Score;

namespace Streams.Topologies.Observe;

/// <summary>What judges the observations of each definition: a new type of stage B is a row here, beside its row among the correlation types.</summary>
internal static class FeatureTypes
{
    private static readonly (Type Definition, Func<FeatureParts, IFeature> Create)[] Rows =
    [
        (typeof(FirstSeenDefinition), parts => new FirstSeen(parts.FirstSeen, parts.Buffered, parts.Options, parts.Counts)),
        (typeof(NewPairDefinition), parts => new NewPair(parts.FirstSeen, parts.Buffered, parts.Options, parts.Counts)),
        (typeof(RareDefinition), parts => new Rare(parts.Rare, parts.Buffered, parts.Options, parts.Counts)),
        (typeof(BeaconDefinition), parts => new Beacon(parts.Beacons, parts.Buffered, parts.Options, parts.Counts)),
        (typeof(ScoreDefinition), parts => new NameScore(parts.Models)),
    ];

    /// <summary>One of each, of one task.</summary>
    public static IReadOnlyDictionary<Type, IFeature> Create(FeatureParts parts) => Rows.ToDictionary(row => row.Definition, row => row.Create(parts));
}

using Streams.Detections.Correlations.Score;
using Streams.Detections.Rules;
using Streams.Models.Scoring;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;
using Streams.Topologies.Rules;

namespace Streams.Topologies.Observe;

/// <summary>
/// <c>streams.score</c> over names: each name is scored by the model; those over the threshold go on to C, which counts them.
/// </summary>
internal sealed class NameScore(IReadOnlyDictionary<string, INameScorer> models) : IFeature
{
    /// <summary>Takes in a name.</summary>
    public bool Add(CorrelationRule rule, Observation observation, IObserveOutput output)
    {
        var definition = (ScoreDefinition)rule.Definition;
        if (!models.TryGetValue(definition.Model, out var model))
        {
            return true;
        }

        var score = model.Score(observation.Value);
        if (!definition.IsMet(score))
        {
            return true;
        }

        var explanation = model.Explain(observation.Value, definition.Bounds[0].Value);
        foreach (var signal in observation.Signals)
        {
            output.Signal(signal with { Score = score, Model = model.Identity, Explanation = explanation });
        }

        return true;
    }

    /// <summary>A name is judged when it comes.</summary>
    public void Advance(CorrelationRule rule, Timestamp progress, IObserveOutput output) { }

    /// <inheritdoc/>
    public void Sight(Observation sighting) { }

    /// <summary>Nothing is learned.</summary>
    public void Keep(IReadOnlyDictionary<CorrelationHash, ActiveRule> correlations) { }

    /// <inheritdoc/>
    public void Restored() { }
}

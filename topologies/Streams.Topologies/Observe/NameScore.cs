using Streams.Detections.Correlations.Score;
using Streams.Detections.Rules;
using Streams.Models.Scoring;
using Streams.Schemas.Features;
using Streams.Schemas.Signals;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Observe;

/// <summary>
/// <c>streams.score</c> over names: each name is scored by the model; those over the threshold go on to C, which counts them.
/// The features of every subject and window are written when the watermark closes the window.
/// </summary>
internal sealed class NameScore(IKeyedState<NameWindow> windows, IReadOnlyDictionary<string, INameScorer> models, ObserveOptions options) : IFeature
{
    private const int MaxNames = 5_000;
    private static readonly string[] FeatureNames = ["questions", "distinct_names", "mean_score", "max_score", "share_generated"];
    private readonly long _length = TimeOptions.Nanos(options.FeatureWindow);

    /// <summary>Takes in a name.</summary>
    public bool Add(CorrelationRule rule, Observation observation, IObserveOutput output)
    {
        var definition = (ScoreDefinition)rule.Definition;
        if (!models.TryGetValue(definition.Model, out var model))
        {
            return true;
        }

        var score = model.Score(observation.Value);
        Count(observation, score);
        if (!definition.IsMet(score))
        {
            return true;
        }

        foreach (var signal in observation.Signals)
        {
            output.Signal(signal with { Score = score, Model = model.Identity });
        }

        return true;
    }

    /// <summary>Writes the windows that the watermark has passed.</summary>
    public void Advance(CorrelationRule rule, long progress, IObserveOutput output)
    {
        if (progress == WatermarkState.Unknown)
        {
            return;
        }

        foreach (var key in windows.Keys.Where(k => windows.Get(k)!.Start + _length <= progress).Order(StringComparer.Ordinal).ToArray()) // a listed key has a window
        {
            var window = windows.Get(key)!; // as above
            windows.Remove(key);
            var scores = window.Names.Values;
            output.Features(new FeatureVector("dns", window.Subject, window.Start, window.Start + _length, FeatureNames,
                [window.Questions, scores.Count, scores.Average(), scores.Max(), (double)scores.Count(s => s >= 0.5) / scores.Count]));
        }
    }

    /// <inheritdoc/>
    public void Sight(Observation sighting)
    {
    }

    /// <summary>Windows end by themselves.</summary>
    public void Keep(IReadOnlyDictionary<string, RuleLife> correlations)
    {
    }

    /// <inheritdoc/>
    public void Restored()
    {
    }

    private void Count(Observation observation, double score)
    {
        var time = observation.Evidence.Time;
        var start = time - (((time % _length) + _length) % _length);
        var key = $"{observation.Subject}@{start}";
        var window = windows.Get(key) ?? new NameWindow { Subject = observation.Subject, Start = start };
        window.Questions++;
        if (window.Names.Count < MaxNames)
        {
            window.Names[observation.Value] = score;
        }

        windows.Put(key, window);
    }
}

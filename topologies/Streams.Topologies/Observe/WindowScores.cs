using Streams.Detections.Correlations.Score;
using Streams.Models.Features;
using Streams.Models.Registry;
using Streams.Models.Vectors;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;
using Streams.Schemas.Features;
using Streams.Schemas.Models;
using Streams.Schemas.Signals;
using Streams.Topologies.Rules;

namespace Streams.Topologies.Observe;

/// <summary>
/// Has the models in force score each window that is closed: their scores are written down, and those that reach the condition of a <c>streams.score</c> rule go on to C.
/// What is only watched never does. A long window whose last minute is empty has been judged before, when that was not its last.
/// </summary>
/// <param name="registry">The models.</param>
/// <param name="sinceOf">The first sighting of a cluster's entity.</param>
/// <param name="output">Where scores and findings go.</param>
internal sealed class WindowScores(ModelRegistry registry, Func<string, string, Timestamp?> sinceOf, IObserveOutput output)
{
    private (ActiveRule Active, WindowScoreDefinition Definition)[] _rules = [];

    /// <summary>The correlations that are loaded now.</summary>
    public void Follow(IReadOnlyDictionary<CorrelationHash, ActiveRule> rules) =>
        _rules = [
            .. rules
                .OrderBy(r => r.Key.Text, StringComparer.Ordinal)
                .Where(r => r.Value.Rule.Definition is WindowScoreDefinition)
                .Select(r => (r.Value, (WindowScoreDefinition)r.Value.Rule.Definition)),
        ];

    /// <summary>Scores a window.</summary>
    public void Judge(in ClosedWindow window)
    {
        if (window.Witness is not { } witness)
        {
            return;
        }

        foreach (var term in registry.Timeline.Terms)
        {
            if (term.Scores(window.Row.Set, window.Row.WindowStart, window.Row.WindowEnd) && window.Row.SetHash == term.Model.Set.Hash)
            {
                Score(term, window.Row, witness);
            }
        }
    }

    private void Score(ModelTerm term, FeatureVector row, Behaviour witness)
    {
        var values = row.Values as float[] ?? [.. row.Values];
        var score = term.Model.Score(values);
        output.Score(
            new ModelScore
            {
                Model = term.Identity,
                IsShadow = term.IsShadow,
                Set = row.Set,
                SetHash = row.SetHash,
                Cluster = row.Cluster,
                Entity = row.Entity,
                WindowStart = row.WindowStart,
                WindowEnd = row.WindowEnd,
                Score = score,
                Threshold = term.Model.Threshold,
                Contributions =
                    score >= term.Model.Threshold
                        ? [.. term.Model.Explain(values).Select(c => new ScoreContribution(c.Name, c.Value, c.Typical, c.Amount))]
                        : [],
            }
        );
        if (!term.IsShadow)
        {
            Tell(term, values, score, witness);
        }
    }

    private void Tell(ModelTerm term, float[] values, double score, Behaviour witness)
    {
        foreach (var (active, definition) in _rules)
        {
            if (
                definition.Set == term.Model.Set.Name
                && (definition.Model is null || definition.Model == term.Model.Name)
                && (definition.Threshold ?? term.Model.Threshold) is var threshold
                && score >= threshold
                && witness.Time >= active.From
                && witness.Time < active.Until
            )
            {
                output.Signal(
                    new Signal
                    {
                        Correlation = active.Rule.ContentHash,
                        Input = active.Rule.Meta.Id,
                        Group = witness.Entity,
                        Score = score,
                        Model = term.Identity,
                        Entities = witness.Entities,
                        Evidence = witness.Evidence,
                        TimeSource = witness.TimeSource,
                        Explanation = WindowExplanation.Of(term.Model, values, threshold, sinceOf(witness.Cluster, witness.Entity)),
                    }
                );
            }
        }
    }
}

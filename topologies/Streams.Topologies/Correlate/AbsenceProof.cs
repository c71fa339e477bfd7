using Streams.Detections.Correlations.Absence;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Topologies.Correlate.Groups;
using Streams.Topologies.Correlate.Signals;
using Streams.Topologies.Time;

namespace Streams.Topologies.Correlate;

/// <summary>Whether an absence can be concluded: the absent inputs' sources must be proved heard, on the entity's node where every node tells of itself, else on every node that tells.</summary>
internal sealed class AbsenceProof(WatermarkState watermarks)
{
    public bool Has(GroupEvaluator evaluator, PackedSignal trigger)
    {
        var until = trigger.Time + TimeOptions.Nanos((evaluator.Rule.Definition as AbsenceDefinition)?.Until ?? TimeSpan.Zero);
        foreach (var source in evaluator.Rule.Inputs.Skip(1).SelectMany(evaluator.Active.Plan.SourcesOfInput).Distinct())
        {
            if (source == trigger.Source && until == trigger.Time)
            {
                continue; // what happened is itself the proof that its source was heard until then
            }

            var node = source.IsByNode() ? trigger.ReadEntities()[EntityKind.Node] : null;
            if (!watermarks.IsConfigured(source) || !watermarks.HasProof(source, node, until))
            {
                return false;
            }
        }

        return true;
    }
}

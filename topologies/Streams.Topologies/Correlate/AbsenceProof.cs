using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Topologies.Correlate.Groups;
using Streams.Topologies.Correlate.Patterns;
using Streams.Topologies.Correlate.Signals;
using Streams.Topologies.Time;

namespace Streams.Topologies.Correlate;

/// <summary>Whether an absence can be concluded: the absent inputs' sources must be proved heard, on the entity's node where every node tells of itself, else on every node that tells.</summary>
internal sealed class AbsenceProof(WatermarkState watermarks)
{
    public bool Has(GroupEvaluator evaluator, Firing firing)
    {
        foreach (var need in evaluator.Proofs)
        {
            if (need.Triggers is null)
            {
                if (!Has(evaluator, need, firing.Completing))
                {
                    return false;
                }

                continue;
            }

            foreach (var signal in firing.Signals.Span)
            {
                if (need.Triggers.Contains(signal.Input) && !Has(evaluator, need, signal))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private bool Has(GroupEvaluator evaluator, ProofNeed need, PackedSignal trigger)
    {
        foreach (var source in need.Absent.SelectMany(evaluator.Active.Plan.ProvingSourcesOfInput).Distinct())
        {
            if (source == trigger.Source && need.Until == 0)
            {
                continue; // what happened is itself the proof that its source was heard until then
            }

            var node = source.IsByNode() ? trigger.ReadEntities()[EntityKind.Node] : null;
            if (!watermarks.IsConfigured(source) || !watermarks.Nodes.HasProof(source, node, trigger.Time + need.Until))
            {
                return false;
            }
        }

        return true;
    }
}

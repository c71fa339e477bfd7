using Streams.Detections.Matching;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;
using Streams.Topologies.Rules;

namespace Streams.Topologies.Normalise;

/// <summary>Turns the rules an event matched into signals for C and observations for B.</summary>
internal sealed class MatchRouter(RulePlan plan)
{
    public void Route(int rule, EventView view, EntitySet entities, Evidence evidence, TimeSource timeSource, long repeated, Verdict verdict)
    {
        foreach (var target in plan.Signals[rule])
        {
            // A time that stands for a whole file says nothing of windows and order: only plain rules accept it.
            var groups =
                timeSource == TimeSource.TimeBase && !target.AllowMissing ? [] : GroupKey.Of(view, target.GroupSlots, target.AllowMissing, byAddress: true);
            verdict.Ungrouped += groups.Count == 0 ? 1 : 0;
            foreach (var group in groups)
            {
                if (target.ValueSlots.Length == 0)
                {
                    verdict.Signals.Add(Make(target, group, null, entities, evidence, timeSource) with { Repeated = repeated });
                    continue;
                }

                foreach (var value in GroupKey.Of(view, target.ValueSlots, false))
                {
                    verdict.Signals.Add(Make(target, group, value, entities, evidence, timeSource) with { Repeated = repeated });
                }
            }
        }

        foreach (var target in plan.Observations[rule])
        {
            Observe(target, view, entities, evidence, timeSource, verdict);
        }
    }

    private void Observe(ObservationTarget target, EventView view, EntitySet entities, Evidence evidence, TimeSource timeSource, Verdict verdict)
    {
        var subjects = timeSource == TimeSource.TimeBase ? [] : GroupKey.Of(view, target.SubjectSlots, false, target.ByAddress);
        verdict.Ungrouped += subjects.Count == 0 ? 1 : 0;
        foreach (var subject in subjects)
        {
            foreach (var value in target.ValueSlots.Length == 0 ? [evidence.EventId] : GroupKey.Of(view, target.ValueSlots, false))
            {
                var signals = new List<Signal>();
                foreach (var signal in target.Signals)
                {
                    var groups = GroupKey.Of(view, signal.GroupSlots, false, target.ByAddress);
                    foreach (var group in groups)
                    {
                        if (
                            groups.Count > 1
                            && !(
                                GroupKey.Agrees(group, signal.GroupSlots, value, target.ValueSlots)
                                && GroupKey.Agrees(group, signal.GroupSlots, subject, target.SubjectSlots)
                            )
                        )
                        {
                            continue; // of an array the group has another member than what is observed
                        }

                        signals.Add(Make(signal, group, value, entities, evidence, timeSource));
                    }
                }

                if (signals.Count > 0)
                {
                    verdict.Observations.Add(
                        new Observation
                        {
                            Correlation = target.Correlation,
                            Subject = subject,
                            Value = value,
                            Signals = signals,
                            Evidence = evidence,
                        }
                    );
                }
            }
        }
    }

    private static Signal Make(SignalTarget target, string group, string? value, EntitySet entities, Evidence evidence, TimeSource timeSource) =>
        new()
        {
            Correlation = target.Correlation,
            Input = target.Input,
            Group = group,
            Value = value,
            Entities = entities,
            Evidence = evidence,
            TimeSource = timeSource,
        };
}

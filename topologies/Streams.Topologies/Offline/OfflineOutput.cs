using Streams.Redaction;
using Streams.Schemas.Alerts;
using Streams.Schemas.Behaviours;
using Streams.Schemas.DeadLetters;
using Streams.Schemas.Entities;
using Streams.Schemas.Features;
using Streams.Schemas.Models;
using Streams.Schemas.Signals;
using Streams.Topologies.Correlate;
using Streams.Topologies.Normalise;
using Streams.Topologies.Normalise.Feeds;
using Streams.Topologies.Observe;

namespace Streams.Topologies.Offline;

/// <summary>Hands each stage's results straight to the next.</summary>
internal sealed class OfflineOutput(IOfflineResults results, Redactor redactor) : INormaliseOutput, IObserveOutput, ICorrelateOutput
{
    public ObserveStage? Observe { get; set; }

    public CorrelateStage? Correlate { get; set; }

    public void Event(Event e) => results.Event(e);

    public void Feed(Event e, FeedRecord record) => results.Feed(record);

    public void Signal(Signal signal)
    {
        results.Signal(signal);
        Correlate!.Process(signal); // set before the first record
    }

    void INormaliseOutput.Observe(Observation observation)
    {
        results.Observation(observation);
        Observe!.Process(observation); // as above
    }

    public void Behave(Behaviour behaviour) => Observe!.Process(behaviour); // as above

    public void Fact(EntityFact fact) { }

    public void Forget(string factKey) { }

    public void Dead(DeadLetter letter) => results.Dead(letter);

    public void Features(FeatureVector vector) => results.Features(vector);

    public void Score(ModelScore score) => results.Score(score);

    public void Alert(Alert alert) => results.Alert(redactor.Redact(alert));

    public void Unknown(Signal signal) { }

    public void Unknown(Observation observation) { }

    public void Blind(string ruleId) => results.Blind(ruleId);
}

using Prometheus;
using Streams.Host.Running.Models;
using Streams.Models.Artefacts;
using Streams.Models.Registry;

namespace Streams.Host.Running.Telemetry;

/// <summary>How far models have moved from what they were trained on; measured once a minute.</summary>
internal sealed class ModelMetrics(ModelRegistry models, DriftWatch drift, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private static readonly Gauge Refused = Metrics.CreateGauge(
        "streams_models_refused",
        "Versions of models that are to score and cannot be used; the log says why."
    );
    private static readonly Gauge Drifted = Metrics.CreateGauge(
        "streams_models_drifted",
        "Models that judge or are watched of which a value has moved from training, by the period looked at.",
        "period"
    );
    private static readonly Gauge Windows = Metrics.CreateGauge("streams_model_windows", "Windows that a model has scored in a period.", "model", "period");
    private static readonly Gauge Findings = Metrics.CreateGauge(
        "streams_model_finding_ratio",
        "The share of a period's windows that reach a model's threshold; to be held against that of the version that is watched.",
        "model",
        "shadow",
        "period"
    );
    private static readonly Gauge Psi = Metrics.CreateGauge(
        "streams_model_drift_psi_ratio",
        "The population stability index of a value in a period, as a multiple of its limit; over 1 it has moved.",
        "model",
        "of",
        "period"
    );
    private static readonly Gauge Ks = Metrics.CreateGauge(
        "streams_model_drift_ks_ratio",
        "The Kolmogorov-Smirnov distance of a model's score in a period, as a multiple of its limit; over 1 it has moved.",
        "model",
        "period"
    );
    private DateTimeOffset _next;

    public void Publish()
    {
        Refused.Set(models.Timeline.Refusals.Count);
        if (time.GetUtcNow() is var now && now < _next)
        {
            return;
        }

        _next = now + Every;
        Forget();
        var drifts = drift.Measure();
        foreach (var (period, _) in DriftWatch.Periods)
        {
            Drifted.WithLabels(period).Set(drifts.Count(d => d.Period == period && d.Moved.Any()));
        }

        foreach (var figure in drifts)
        {
            Publish(figure);
        }
    }

    private static void Publish(PeriodDrift drift)
    {
        var (model, period) = (drift.Term.Identity, drift.Period);
        Windows.WithLabels(model, period).Set(drift.Windows);
        if (!drift.IsJudged)
        {
            return; // too few windows say nothing
        }

        Findings.WithLabels(model, drift.Term.IsShadow ? "true" : "false", period).Set((double)drift.Findings / drift.Windows);
        foreach (var value in drift.Values)
        {
            Psi.WithLabels(model, value.Figure.Of, period).Set(value.Figure.Psi / value.Figure.PsiLimit);
            if (value.Figure.Of == ModelArtefact.ScoreHistogram)
            {
                Ks.WithLabels(model, period).Set(value.Figure.Ks / value.Figure.KsLimit);
            }
        }
    }

    /// <summary>A version that is no more leaves no figures behind.</summary>
    private static void Forget()
    {
        foreach (var gauge in (Gauge[])[Windows, Findings, Psi, Ks])
        {
            foreach (var labels in gauge.GetAllLabelValues().ToArray())
            {
                gauge.RemoveLabelled(labels);
            }
        }
    }
}

using System.Text.Json;
using Streams.Models.Drift;
using Streams.Models.Registry;
using Streams.Models.Training.Evaluation;
using Streams.Models.Vectors;
using Streams.Schemas.Events;
using Streams.Schemas.Models;

namespace Streams.Host.WebConsole.Models;

/// <summary>What the console shows of models.</summary>
internal static class ModelJson
{
    private const int Decimals = 6;

    /// <summary>Writes versions, history, refusals, and of each version that judges or is watched how far its windows have moved.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="history">What the topics say.</param>
    /// <param name="now">The time.</param>
    /// <param name="windowsOf">The latest windows that a model scores.</param>
    public static void Write(Utf8JsonWriter json, ModelHistory history, Timestamp now, Func<WindowModel, IReadOnlyList<float[]>> windowsOf)
    {
        var (spans, timeline) = (history.Spans(), history.Load(now));
        json.WriteStartObject();
        json.WriteStartArray("versions");
        foreach (var registered in history.Registered)
        {
            Write(json, registered, spans, now);
        }

        json.WriteEndArray();
        json.WriteStartArray("refusals");
        foreach (var refusal in timeline.Refusals)
        {
            json.WriteStringValue(refusal);
        }

        json.WriteEndArray();
        json.WriteStartArray("history");
        foreach (var (at, action) in history.Actions)
        {
            Write(json, at, action);
        }

        json.WriteEndArray();
        json.WriteStartArray("live");
        foreach (var term in timeline.Terms)
        {
            if (term.Until > now)
            {
                Write(json, term, windowsOf(term.Model));
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RegisteredModel registered, IReadOnlyList<ModelSpan> spans, Timestamp now)
    {
        json.WriteStartObject();
        json.WriteString("name", registered.Name);
        json.WriteNumber("version", registered.Version);
        json.WriteString("hash", registered.Hash);
        json.WriteString("evaluation", ModelEvaluation.VerdictOf(registered.Evaluation));
        json.WriteStartArray("spans");
        foreach (var span in spans)
        {
            if (span.Name == registered.Name && span.Version == registered.Version && span.Until > now)
            {
                json.WriteStartObject();
                json.WriteBoolean("shadow", span.IsShadow);
                json.WriteString("from", span.From.Format());
                json.WriteString("until", span.Until.IsNever ? null : span.Until.Format());
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Timestamp at, ModelAction action)
    {
        json.WriteStartObject();
        json.WriteString("at", at.Format());
        json.WriteString("by", action.By);
        json.WriteString("action", ModelActionCodec.NameOf(action.Kind));
        json.WriteString("name", action.Name);
        json.WriteNumber("version", action.Version);
        json.WriteString("effective_from", action.Kind == ModelActionKind.Register ? null : action.EffectiveFrom.Format());
        json.WriteString("note", action.Note);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ModelTerm term, IReadOnlyList<float[]> windows)
    {
        var model = term.Model;
        json.WriteStartObject();
        json.WriteString("model", term.Identity);
        json.WriteBoolean("shadow", term.IsShadow);
        json.WriteString("set", model.Set.Name);
        json.WriteString("set_hash", model.Set.Hash);
        json.WriteNumber("window_seconds", model.Artefact.WindowSeconds);
        json.WriteString("trainer", model.Artefact.Trainer.Name);
        json.WriteNumber("threshold", model.Threshold);
        json.WriteNumber("windows", windows.Count);
        json.WriteNumber("findings", windows.Count(w => model.Score(w) >= model.Threshold));
        json.WriteStartArray("values");
        foreach (var value in ModelDrift.Of(model, windows))
        {
            Write(json, value);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, DriftedValue value)
    {
        var figure = value.Figure;
        json.WriteStartObject();
        json.WriteString("of", figure.Of);
        json.WriteBoolean("judged", figure.IsJudged);
        json.WriteBoolean("moved", figure.HasMoved);
        json.WriteNumber("psi", Math.Round(figure.Psi, Decimals));
        json.WriteNumber("psi_limit", Math.Round(figure.PsiLimit, Decimals));
        json.WriteNumber("ks", Math.Round(figure.Ks, Decimals));
        json.WriteNumber("ks_limit", Math.Round(figure.KsLimit, Decimals));
        Write(json, "edges", value.Training.Edges);
        Write(json, "training", value.Training.Shares);
        Write(json, "live", value.Live);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(Math.Round(number, Decimals));
        }

        json.WriteEndArray();
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;

namespace Streams.Models.Training.Evaluation;

/// <summary>What an evaluation found. It belongs to one artefact, by its hash; a promotion asks for one that passed.</summary>
public sealed record ModelEvaluation
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
    };

    /// <summary>The artefact's hash.</summary>
    public required string Hash { get; init; }

    /// <summary>The hash of the windows and labels it was judged on.</summary>
    public required string Data { get; init; }

    /// <summary>The windows without an alert.</summary>
    public required int Ordinary { get; init; }

    /// <summary>The windows of attacks.</summary>
    public required int Attacks { get; init; }

    /// <summary>The artefact itself.</summary>
    public required ModelFigures Model { get; init; }

    /// <summary>The same settings, each list and family judged by a fit that had not seen it.</summary>
    public required ModelFigures HeldOut { get; init; }

    /// <summary>By list the share of ordinary windows that would alarm, held out; the worst first.</summary>
    public required IReadOnlyList<ListFigures> Lists { get; init; }

    /// <summary>By family of attacks the share of windows found, held out; the worst first.</summary>
    public required IReadOnlyList<ListFigures> Families { get; init; }

    /// <summary>What is left without surprise, with surprise alone, and with each aspect alone; held out.</summary>
    public required IReadOnlyList<AblationFigures> Ablation { get; init; }

    /// <summary>The hash of the model it was compared with; null: none.</summary>
    public string? Against { get; init; }

    /// <summary>The figures of that model on the same windows.</summary>
    public ModelFigures? Current { get; init; }

    /// <summary>What was asked of it.</summary>
    public required IReadOnlyList<Gate> Gates { get; init; }

    /// <summary>Whether every gate holds.</summary>
    public bool Passed => Gates.Count > 0 && Gates.All(g => g.Holds);

    /// <summary>Its stored form.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    /// <summary>What a stored form says, in a word; empty: the model was not evaluated.</summary>
    public static string VerdictOf(string stored)
    {
        try
        {
            return stored.Length == 0 ? "not evaluated"
                : Read(stored).Passed ? "passed"
                : "failed";
        }
        catch (FormatException)
        {
            return "damaged";
        }
    }

    /// <summary>Reads a stored form.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static ModelEvaluation Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ModelEvaluation>(text, Json) ?? throw new FormatException("the evaluation is null");
        }
        catch (JsonException e)
        {
            throw new FormatException($"the evaluation is damaged, {e.Message}", e);
        }
    }
}

using System.Text.Json;

namespace Streams.Schemas.Explanations;

/// <summary>An explanation as JSON: the same object in every format.</summary>
public static class ExplanationJson
{
    private const int Decimals = 6;

    /// <summary>Writes the object.</summary>
    public static void Write(Utf8JsonWriter json, Explanation explanation)
    {
        json.WriteStartObject();
        Number(json, "score", explanation.Score);
        Number(json, "threshold", explanation.Threshold);
        json.WriteString("unit", explanation.Unit);
        if (explanation.SetHash.Length > 0)
        {
            json.WriteString("set_hash", explanation.SetHash);
        }

        if (explanation.Since is { } since)
        {
            json.WriteString("entity_since", since.Format());
        }

        Number(json, "base", explanation.Base);
        json.WriteStartArray("items");
        foreach (var item in explanation.Items)
        {
            Write(json, item);
        }

        json.WriteEndArray();
        Number(json, "rest", explanation.Rest);
        if (explanation.Counterfactual.Length > 0)
        {
            json.WriteString("counterfactual", explanation.Counterfactual);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ExplanationItem item)
    {
        json.WriteStartObject();
        json.WriteString("name", item.Name);
        if (item.Text is { } text)
        {
            json.WriteString("text", text);
        }

        Number(json, "value", item.Value);
        Number(json, "typical", item.Typical);
        Number(json, "contribution", item.Contribution);
        Count(json, "sightings", item.Sightings);
        Count(json, "once", item.Once);
        Count(json, "others", item.Others);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, Math.Round(number, Decimals));
        }
    }

    private static void Count(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}

using System.Text.Json;
using Streams.Schemas.Entities;

namespace Streams.Schemas.Alerts;

/// <summary>What decided an alert, in its JSON.</summary>
internal static class AlertBodyJson
{
    private const int Decimals = 6;

    public static void Write(Utf8JsonWriter json, Alert alert)
    {
        json.WriteStartObject("group");
        foreach (var (name, value) in alert.Group)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteStartObject("entity_values");
        foreach (var values in alert.EntityValues)
        {
            Write(json, values);
        }

        json.WriteEndObject();
        if (alert.News.Count > 0)
        {
            AlertJson.WriteStrings(json, "renewed", alert.News);
        }

        if (alert.Previous is { } previous)
        {
            json.WriteString("previous", previous);
        }

        if (alert.Storm is { } storm)
        {
            json.WriteString("storm", storm);
        }

        if (alert.Measure is { } measure)
        {
            json.WriteStartObject("measure");
            json.WriteNumber("value", Math.Round(measure.Value, Decimals));
            json.WriteString("limit", measure.Limit);
            json.WriteEndObject();
        }

        if (alert.NewValue is { } found)
        {
            json.WriteString("new_value", found);
        }

        json.WriteString("description", alert.Description);
        AlertJson.WriteStrings(json, "tags", alert.Tags);
        AlertJson.WriteStrings(json, "references", alert.References);
        AlertJson.WriteStrings(json, "falsepositives", alert.FalsePositives);
    }

    private static void Write(Utf8JsonWriter json, EntityValues values)
    {
        if (!values.Kind.IsShown())
        {
            return;
        }

        json.WriteStartObject(values.Kind.Name());
        foreach (var (value, count) in values.Values)
        {
            json.WriteNumber(value, count);
        }

        json.WriteEndObject();
        if (values.Others > 0)
        {
            json.WriteNumber($"{values.Kind.Name()}_others", values.Others);
        }
    }
}

using System.Text.Json;
using Streams.Schemas.Events;

namespace Streams.Host.WebConsole.Figures;

/// <summary>Figures that may be unknown, as JSON.</summary>
internal static class JsonFigures
{
    /// <summary>Seconds since the epoch; null where there is no time.</summary>
    public static void WriteTime(this Utf8JsonWriter json, string name, Timestamp time) => json.WriteOptional(name, !time.IsKnown ? null : time.Seconds);

    public static void WriteOptional(this Utf8JsonWriter json, string name, double? value)
    {
        json.WritePropertyName(name);
        json.WriteOptional(value);
    }

    public static void WriteOptional(this Utf8JsonWriter json, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumberValue(Math.Round(number, 3));
        }
        else
        {
            json.WriteNullValue();
        }
    }
}

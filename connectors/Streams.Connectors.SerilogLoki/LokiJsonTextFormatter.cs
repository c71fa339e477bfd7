using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Serilog.Events;
using Serilog.Formatting;

namespace Serilog.Sinks.Grafana.Loki;

/// <summary>An event as one JSON object: its message, its template, its exception, its properties.</summary>
public sealed class LokiJsonTextFormatter : ITextFormatter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Reserved = ["Message", "MessageTemplate", "Exception", "level"];

    /// <inheritdoc/>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(logEvent);
        ArgumentNullException.ThrowIfNull(output);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("Message", logEvent.RenderMessage(CultureInfo.InvariantCulture));
            json.WriteString("MessageTemplate", logEvent.MessageTemplate.Text);
            json.WriteString("level", LokiPushEncoder.NameOf(logEvent.Level));
            if (logEvent.Exception is { } exception)
            {
                json.WriteString("Exception", exception.ToString());
            }

            foreach (var (name, value) in logEvent.Properties)
            {
                json.WritePropertyName(Array.IndexOf(Reserved, name) >= 0 ? $"_{name}" : name);
                Write(json, value);
            }

            json.WriteEndObject();
        }

        output.Write(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }

    private static void Write(Utf8JsonWriter json, LogEventPropertyValue value)
    {
        switch (value)
        {
            case ScalarValue { Value: null }:
                json.WriteNullValue();
                break;
            case ScalarValue { Value: bool truth }:
                json.WriteBooleanValue(truth);
                break;
            case ScalarValue { Value: int or long or short or byte or uint or ushort or sbyte } number:
                json.WriteNumberValue(Convert.ToInt64(number.Value, CultureInfo.InvariantCulture));
                break;
            case ScalarValue scalar:
                json.WriteStringValue(Convert.ToString(scalar.Value, CultureInfo.InvariantCulture));
                break;
            case SequenceValue sequence:
                json.WriteStartArray();
                foreach (var element in sequence.Elements)
                {
                    Write(json, element);
                }

                json.WriteEndArray();
                break;
            case StructureValue structure:
                json.WriteStartObject();
                foreach (var property in structure.Properties)
                {
                    json.WritePropertyName(property.Name);
                    Write(json, property.Value);
                }

                json.WriteEndObject();
                break;
            default:
                json.WriteStringValue(value.ToString());
                break;
        }
    }
}

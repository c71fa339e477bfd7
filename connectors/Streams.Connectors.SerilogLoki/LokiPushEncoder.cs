using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Serilog.Events;
using Serilog.Formatting;

namespace Serilog.Sinks.Grafana.Loki;

/// <summary>Makes pushes: a stream for each set of labels. The level is structured metadata, from which Loki takes <c>detected_level</c>.</summary>
internal sealed class LokiPushEncoder(IReadOnlyList<LokiLabel> labels, IReadOnlyList<string> propertiesAsLabels, ITextFormatter formatter)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The body of a push.</summary>
    public byte[] Encode(IEnumerable<LogEvent> events)
    {
        var body = new ArrayBufferWriter<byte>(16 * 1024);
        using (var json = new Utf8JsonWriter(body, Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("streams");
            foreach (var stream in events.GroupBy(KeyOf, StringComparer.Ordinal))
            {
                json.WriteStartObject();
                json.WriteStartObject("stream");
                foreach (var (name, value) in LabelsOf(stream.First()))
                {
                    json.WriteString(name, value);
                }

                json.WriteEndObject();
                json.WriteStartArray("values");
                foreach (var e in stream)
                {
                    Write(json, e);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return body.WrittenSpan.ToArray();
    }

    /// <summary>A level as Loki and Grafana know it.</summary>
    public static string NameOf(LogEventLevel level) =>
        level switch
        {
            LogEventLevel.Verbose => "trace",
            LogEventLevel.Debug => "debug",
            LogEventLevel.Information => "info",
            LogEventLevel.Warning => "warn",
            LogEventLevel.Error => "error",
            _ => "fatal",
        };

    private void Write(Utf8JsonWriter json, LogEvent e)
    {
        using var line = new StringWriter(CultureInfo.InvariantCulture);
        formatter.Format(e, line);
        json.WriteStartArray();
        json.WriteStringValue(((e.Timestamp.UtcDateTime - DateTime.UnixEpoch).Ticks * 100).ToString(CultureInfo.InvariantCulture));
        json.WriteStringValue(line.ToString().TrimEnd('\r', '\n'));
        json.WriteStartObject();
        json.WriteString("level", NameOf(e.Level));
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private string KeyOf(LogEvent e)
    {
        var key = new StringBuilder();
        foreach (var (name, value) in LabelsOf(e))
        {
            key.Append(name).Append('\0').Append(value).Append('\0');
        }

        return key.ToString();
    }

    /// <summary>The labels of an event: those given, then its properties; the first of a name stands.</summary>
    private IEnumerable<(string Name, string Value)> LabelsOf(LogEvent e)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var label in labels)
        {
            if (seen.Add(NameOf(label.Key)))
            {
                yield return (NameOf(label.Key), label.Value);
            }
        }

        foreach (var name in propertiesAsLabels)
        {
            if (e.Properties.TryGetValue(name, out var value) && seen.Add(NameOf(name)))
            {
                yield return (
                    NameOf(name),
                    value is ScalarValue { Value: { } scalar } ? Convert.ToString(scalar, CultureInfo.InvariantCulture) ?? "" : value.ToString()
                );
            }
        }
    }

    /// <summary>Loki's names of labels hold letters, digits and low lines.</summary>
    private static string NameOf(string name) => string.Create(name.Length, name, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = char.IsAsciiLetter(from[i]) || (i > 0 && char.IsAsciiDigit(from[i])) ? from[i] : '_';
            }
        });
}

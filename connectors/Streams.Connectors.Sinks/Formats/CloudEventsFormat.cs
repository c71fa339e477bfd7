using System.Buffers;
using System.Text.Json;
using Streams.Schemas.Alerts;
using Streams.Schemas.Events;

namespace Streams.Connectors.Sinks.Formats;

/// <summary>CloudEvents 1.0 in structured mode, our own JSON as its data.</summary>
internal sealed class CloudEventsFormat : IAlertFormat
{
    public string Name => "cloudevents";

    public string Text => "CloudEvents 1.0 in structured mode, our own JSON as data";

    public string ContentType => "application/cloudevents+json";

    public bool IsLines => false;

    public void Write(SinkAlert sunk, IBufferWriter<byte> to)
    {
        var alert = sunk.Alert;
        using var json = new Utf8JsonWriter(to, AlertJson.Options);
        json.WriteStartObject();
        json.WriteString("specversion", "1.0");
        json.WriteString("id", $"{alert.Id}-{alert.Status.Name()}-{alert.Count}");
        json.WriteString("source", "/streams/alerts");
        json.WriteString("type", $"streams.alert.{alert.Status.Name()}");
        json.WriteString("subject", alert.Id);
        json.WriteString("time", alert.Time.Format());
        json.WriteString("datacontenttype", "application/json");
        json.WritePropertyName("data");
        AlertJson.Write(json, alert);
        json.WriteEndObject();
    }
}

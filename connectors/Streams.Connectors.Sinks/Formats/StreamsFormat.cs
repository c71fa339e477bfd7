using System.Buffers;
using System.Text.Json;
using Streams.Schemas.Alerts;

namespace Streams.Connectors.Sinks.Formats;

/// <summary>Our own: the object that <c>replay</c> prints.</summary>
internal sealed class StreamsFormat : IAlertFormat
{
    public string Name => "streams";

    public string Text => "our own JSON";

    public string ContentType => "application/json";

    public bool IsLines => true;

    public void Write(SinkAlert alert, IBufferWriter<byte> to)
    {
        using var json = new Utf8JsonWriter(to, AlertJson.Options);
        AlertJson.Write(json, alert.Alert);
    }
}

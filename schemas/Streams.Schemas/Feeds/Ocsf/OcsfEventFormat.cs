using System.Buffers;
using System.Text.Json;
using Streams.Schemas.Alerts;

namespace Streams.Schemas.Feeds.Ocsf;

/// <summary>OCSF 1.8.0, an event of the class that fits.</summary>
internal sealed class OcsfEventFormat : IEventFormat
{
    public string Name => "ocsf";

    public string Text =>
        "OCSF 1.8.0, of the class that fits: DNS 4003, network 4001, HTTP 4002, API 6003, process 1007, authentication 3002, else a base event";

    public string ContentType => "application/json";

    public void Write(FeedEvent e, IBufferWriter<byte> to)
    {
        using var json = new Utf8JsonWriter(to, AlertJson.Options);
        OcsfClasses.Of(e).Write(json, e);
    }
}

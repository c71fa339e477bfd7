using Streams.Schemas.Events;
using Streams.Schemas.Json;

namespace Streams.Schemas.Envelopes;

/// <summary>Logstash's JSON codec: <c>@version</c>, <c>@timestamp</c>, the message, and the host as text or object.</summary>
internal sealed class LogstashEnvelope : IEnvelope
{
    private static readonly OriginName[] Names = OriginName.Table(
        ("logsource", Field.HostName),
        ("sysloghost", Field.HostName),
        ("host", Field.HostName),
        ("program", Field.SyslogAppName),
        ("programname", Field.SyslogAppName),
        ("pid", Field.ProcessId),
        ("procid", Field.ProcessId),
        ("stream", Field.Stream)
    );

    private static readonly OriginName[] Times = ProgramRecord.Names("@timestamp");
    private static readonly OriginName[] Messages = ProgramRecord.Names("message");

    /// <inheritdoc/>
    public string Name => "logstash";

    /// <inheritdoc/>
    public bool Recognises(Element element) => element.Outline.Has("@version"u8) && element.Outline.Has("@timestamp"u8) && element.Outline.Has("message"u8);

    /// <inheritdoc/>
    public bool TryOpen(Element element)
    {
        var outline = element.Outline;
        var host = outline.Find("host"u8);
        OriginName.Add(
            element.Origin,
            Field.HostName,
            outline.Text(outline.Find(host, outline.Find(host, "hostname"u8) == JsonOutline.None ? "name"u8 : "hostname"u8))
        );
        element.SetFile(outline.Has("path"u8) ? outline.Text("path"u8) : outline.Text(outline.Find(outline.Find(outline.Find("log"u8), "file"u8), "path"u8)));
        OriginName.Add(element.Origin, Field.ProcessName, outline.Text(outline.Find(outline.Find("process"u8), "name"u8)));
        OriginName.Add(element.Origin, Field.SyslogAppName, element.Origin.Text(Field.ProcessName));
        OriginName.Add(element.Origin, Field.ProcessId, outline.Text(outline.Find(outline.Find("process"u8), "pid"u8)));
        element.HasStream = outline.Has("stream"u8);
        var opened = ProgramRecord.TryOpen(element, Names, Times, Messages);
        // Of what it knows neither file nor pod it only relayed the record: the message may be another shipper's.
        element.IsCollected = !element.IsOfPods || element.IsOfContainer || !element.File.IsEmpty;
        return opened;
    }
}

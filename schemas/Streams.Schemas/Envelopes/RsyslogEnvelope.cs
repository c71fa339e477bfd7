using Streams.Schemas.Events;
using Streams.Schemas.Json;

namespace Streams.Schemas.Envelopes;

/// <summary>The JSON templates that are usual with rsyslog (and syslog-ng): time, host, tag or program, and the message under <c>msg</c> or <c>message</c>.</summary>
internal sealed class RsyslogEnvelope : IEnvelope
{
    private static readonly OriginName[] Names = OriginName.Table(
        ("hostname", Field.HostName),
        ("sysloghost", Field.HostName),
        ("logsource", Field.HostName),
        ("host", Field.HostName),
        ("source", Field.HostName),
        ("fromhost", Field.HostName),
        ("programname", Field.SyslogAppName),
        ("program", Field.SyslogAppName),
        ("app-name", Field.SyslogAppName),
        ("appname", Field.SyslogAppName),
        ("app_name", Field.SyslogAppName),
        ("ident", Field.SyslogAppName),
        ("procid", Field.ProcessId),
        ("pid", Field.ProcessId),
        ("syslogpriority", Field.SyslogPriority)
    );

    private static readonly OriginName[] Times = ProgramRecord.Names(
        "@timestamp",
        "timestamp",
        "timereported",
        "isodate",
        "time",
        "timegenerated",
        "eventtime",
        "date",
        "datetime",
        "unixtime"
    );
    private static readonly OriginName[] Messages = ProgramRecord.Names("msg", "message", "rawmsg");

    /// <inheritdoc/>
    public string Name => "rsyslog_json";

    /// <inheritdoc/>
    public bool Recognises(Element element)
    {
        var outline = element.Outline;
        return (outline.Has("msg"u8) || outline.Has("message"u8) || outline.Has("rawmsg"u8))
            && (outline.Has("host"u8) || outline.Has("hostname"u8) || outline.Has("sysloghost"u8) || outline.Has("fromhost"u8) || outline.Has("syslogtag"u8))
            && !outline.Has("log"u8)
            && !outline.IsObject(outline.Find("host"u8))
            && !outline.Has("kubernetes"u8);
    }

    /// <inheritdoc/>
    public bool TryOpen(Element element)
    {
        var outline = element.Outline;
        var named = outline.Find("syslogtag"u8, "syslog-tag"u8);
        var tag = outline.Text(named == JsonOutline.None ? outline.Find("syslog_tag"u8, "tag"u8) : named).TrimEnd(": "u8);
        if (!tag.IsEmpty)
        {
            var bracket = tag.IndexOf((byte)'[');
            OriginName.Add(element.Origin, Field.SyslogAppName, bracket < 0 ? tag : tag[..bracket]);
            OriginName.Add(element.Origin, Field.ProcessId, bracket < 0 ? default : tag[(bracket + 1)..].TrimEnd((byte)']'));
        }

        return ProgramRecord.TryOpen(element, Names, Times, Messages);
    }
}

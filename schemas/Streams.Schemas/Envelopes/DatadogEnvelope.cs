using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Envelopes;

/// <summary>
/// A record of the Datadog agent, as it posts it and as relays (Vector, Datadog's own pipelines) hand it on: the pod stands in <c>ddtags</c>,
/// the journal's fields within the message, under <c>journald</c>.
/// </summary>
internal sealed class DatadogEnvelope(ParserOptions options) : IEnvelope
{
    private static readonly OriginName[] Journald = OriginName.Table(
        ("_HOSTNAME", Field.HostName),
        ("SYSLOG_IDENTIFIER", Field.SyslogAppName),
        ("_COMM", Field.ProcessName),
        ("_EXE", Field.ProcessExecutable),
        ("_PID", Field.ProcessId),
        ("_UID", Field.UserId),
        ("_SYSTEMD_UNIT", Field.SystemdUnit),
        ("_TRANSPORT", Field.JournalTransport),
        ("PRIORITY", Field.SyslogPriority)
    );

    private readonly DatadogTags _tags = new();
    private readonly JsonOutline _message = new(options);

    /// <inheritdoc/>
    public string Name => "datadog";

    /// <inheritdoc/>
    public bool Recognises(Element element)
    {
        var outline = element.Outline;
        return outline.Has("ddtags"u8) || (outline.Has("ddsource"u8) && outline.Has("message"u8));
    }

    /// <inheritdoc/>
    public bool TryOpen(Element element)
    {
        var (outline, origin) = (element.Outline, element.Origin);
        element.IsCollected = true;
        element.Time = EnvelopeTime.Of(outline, outline.Find("timestamp"u8, "@timestamp"u8));
        _tags.Read(outline, outline.Find("ddtags"u8));
        _tags.Describe(element);
        var host = outline.Text(outline.Find("hostname"u8, "host"u8));
        var message = outline.Find("message"u8);
        if (!element.IsOfPods && TryJournald(element, outline.Memory(message)))
        {
            OriginName.Add(origin, Field.HostName, _tags.Node(host));
            element.Become(element.Keep(_message.Text("message"u8)));
            return true;
        }

        OriginName.Add(origin, Field.HostName, _tags.Node(host));
        return element.TryBecome(message);
    }

    /// <summary>The agent's own object around an entry of the journal.</summary>
    private bool TryJournald(Element element, ReadOnlyMemory<byte> message)
    {
        if (!JsonStart.IsObject(message.Span) || !_message.Read(message))
        {
            return false;
        }

        var journald = _message.Find("journald"u8);
        if (!_message.IsObject(journald) || !_message.IsString(_message.Find("message"u8)))
        {
            return false;
        }

        OriginName.Add(element, _message, journald, Journald);
        var own = EnvelopeTime.Of(_message, _message.Find(journald, "_SOURCE_REALTIME_TIMESTAMP"u8));
        element.Time = own.IsKnown ? own : element.Time;
        return true;
    }
}

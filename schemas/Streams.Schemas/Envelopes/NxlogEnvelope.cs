using Streams.Schemas.Events;

namespace Streams.Schemas.Envelopes;

/// <summary>NXLog's <c>to_json()</c>.</summary>
internal sealed class NxlogEnvelope : IEnvelope
{
    private static readonly OriginName[] Names = OriginName.Table(
        ("Hostname", Field.HostName),
        ("HostIP", Field.HostName),
        ("MessageSourceAddress", Field.HostName),
        ("SourceName", Field.SyslogAppName),
        ("ProcessID", Field.ProcessId),
        ("SyslogSeverityValue", Field.SyslogPriority),
        ("SyslogFacilityValue", Field.SyslogFacility)
    );

    private static readonly OriginName[] Times = ProgramRecord.Names("EventTime", "EventReceivedTime");
    private static readonly OriginName[] Messages = ProgramRecord.Names("Message", "raw_event");

    /// <inheritdoc/>
    public string Name => "nxlog";

    /// <inheritdoc/>
    public bool Recognises(Element element) =>
        (element.Outline.Has("Message"u8) || element.Outline.Has("raw_event"u8))
        && (element.Outline.Has("SourceModuleName"u8) || (element.Outline.Has("Hostname"u8) && element.Outline.Has("EventTime"u8)));

    /// <inheritdoc/>
    public bool TryOpen(Element element) => ProgramRecord.TryOpen(element, Names, Times, Messages);
}

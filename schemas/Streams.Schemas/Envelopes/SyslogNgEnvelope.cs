using Streams.Schemas.Events;

namespace Streams.Schemas.Envelopes;

/// <summary>syslog-ng's <c>$(format-json --scope rfc3164)</c> and its neighbours: macros in capitals, also after a dot.</summary>
internal sealed class SyslogNgEnvelope : IEnvelope
{
    private static readonly OriginName[] Names = OriginName.Table(
        ("HOST", Field.HostName),
        ("FULLHOST", Field.HostName),
        ("PROGRAM", Field.SyslogAppName),
        ("PID", Field.ProcessId)
    );

    private static readonly OriginName[] Times = ProgramRecord.Names("ISODATE", "R_ISODATE", "S_ISODATE", "UNIXTIME", "DATE");
    private static readonly OriginName[] Messages = ProgramRecord.Names("MESSAGE", "MSG");

    /// <inheritdoc/>
    public string Name => "syslog_ng";

    /// <inheritdoc/>
    public bool Recognises(Element element) =>
        (element.Outline.Has("MESSAGE"u8) || element.Outline.Has("MSG"u8))
        && element.Outline.Has("HOST"u8)
        && (element.Outline.Has("PROGRAM"u8) || element.Outline.Has("DATE"u8) || element.Outline.Has("ISODATE"u8));

    /// <inheritdoc/>
    public bool TryOpen(Element element) => ProgramRecord.TryOpen(element, Names, Times, Messages);
}

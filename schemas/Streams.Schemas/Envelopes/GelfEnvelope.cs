using Streams.Schemas.Events;

namespace Streams.Schemas.Envelopes;

/// <summary>Graylog's GELF 1.1.</summary>
internal sealed class GelfEnvelope : IEnvelope
{
    private static readonly OriginName[] Names = OriginName.Table(
        ("host", Field.HostName), ("level", Field.SyslogPriority), ("_application_name", Field.SyslogAppName), ("_program", Field.SyslogAppName), ("facility", Field.SyslogAppName),
        ("_process_id", Field.ProcessId), ("_pid", Field.ProcessId), ("_container_id", Field.ContainerId), ("_container_name", Field.ContainerName), ("_image_name", Field.ContainerImage),
        ("_pod_name", Field.PodName), ("_namespace_name", Field.Namespace));

    private static readonly OriginName[] Times = ProgramRecord.Names("timestamp");
    private static readonly OriginName[] Messages = ProgramRecord.Names("full_message", "short_message");

    /// <inheritdoc/>
    public string Name => "gelf";

    /// <inheritdoc/>
    public bool Recognises(Element element) => element.Outline.Has("short_message"u8) && element.Outline.Has("host"u8) && element.Outline.Has("version"u8);

    /// <inheritdoc/>
    public bool TryOpen(Element element) => ProgramRecord.TryOpen(element, Names, Times, Messages);
}

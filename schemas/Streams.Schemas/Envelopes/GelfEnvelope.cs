using Streams.Schemas.Events;
using Streams.Schemas.Json;

namespace Streams.Schemas.Envelopes;

/// <summary>Graylog's GELF 1.1; what senders add begins with an underscore.</summary>
internal sealed class GelfEnvelope : IEnvelope
{
    private static readonly OriginName[] Names = OriginName.Table(
        ("host", Field.HostName),
        ("level", Field.SyslogPriority),
        ("_application_name", Field.SyslogAppName),
        ("_program", Field.SyslogAppName),
        ("_appname", Field.SyslogAppName),
        ("_app_name", Field.SyslogAppName),
        ("_SourceName", Field.SyslogAppName),
        ("_syslog_identifier", Field.SyslogAppName),
        ("_SYSLOG_IDENTIFIER", Field.SyslogAppName),
        ("facility", Field.SyslogAppName),
        ("_process_id", Field.ProcessId),
        ("_pid", Field.ProcessId),
        ("_procid", Field.ProcessId),
        ("_ProcessID", Field.ProcessId),
        ("_image_name", Field.ContainerImage),
        ("_stream", Field.Stream)
    );

    private static readonly OriginName[] Times = ProgramRecord.Names("timestamp");
    private static readonly OriginName[] Messages = ProgramRecord.Names("full_message", "short_message");

    /// <inheritdoc/>
    public string Name => "gelf";

    /// <inheritdoc/>
    public bool Recognises(Element element) => element.Outline.Has("short_message"u8) && element.Outline.Has("host"u8) && element.Outline.Has("version"u8);

    /// <inheritdoc/>
    public bool TryOpen(Element element)
    {
        var outline = element.Outline;
        for (var node = outline.First(0); node != JsonOutline.None; node = outline.Next(node))
        {
            // The block's "host" is the node's; here it would be some other key of the sender's.
            if (outline.Name(node) is [(byte)'_', .. var added] && !added.SequenceEqual("host"u8))
            {
                OriginName.AddOne(
                    element.Origin,
                    KubernetesNames.Block,
                    KubernetesNames.Lifted(added) is { IsEmpty: false } lifted ? lifted : added,
                    outline.Text(node)
                );
            }
        }

        element.SetFile(outline.Text(outline.Has("_file"u8) ? "_file"u8 : "_filename"u8));
        var opened = ProgramRecord.TryOpen(element, Names, Times, Messages);
        element.HasStream = element.Origin.Has(Field.Stream);
        return opened;
    }
}

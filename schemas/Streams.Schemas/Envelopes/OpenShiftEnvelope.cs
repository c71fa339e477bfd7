using Streams.Schemas.Events;
using Streams.Schemas.Json;

namespace Streams.Schemas.Envelopes;

/// <summary>OpenShift's log records (the ViaQ data model): the message, or <c>structured</c> where it was parsed.</summary>
internal sealed class OpenShiftEnvelope : IEnvelope
{
    private static readonly OriginName[] Kubernetes = OriginName.Table(
        ("pod_name", Field.PodName),
        ("namespace_name", Field.Namespace),
        ("pod_id", Field.PodUid),
        ("pod_ip", Field.PodIp),
        ("container_name", Field.ContainerName),
        ("container_id", Field.ContainerId),
        ("container_image", Field.ContainerImage),
        ("container_iostream", Field.Stream),
        ("host", Field.NodeName)
    );

    private static readonly OriginName[] Systemd = OriginName.Table(("SYSLOG_IDENTIFIER", Field.SyslogAppName));

    private static readonly OriginName[] Trusted = OriginName.Table(
        ("PID", Field.ProcessId),
        ("COMM", Field.ProcessName),
        ("EXE", Field.ProcessExecutable),
        ("SYSTEMD_UNIT", Field.SystemdUnit),
        ("TRANSPORT", Field.JournalTransport)
    );

    /// <inheritdoc/>
    public string Name => "openshift";

    /// <inheritdoc/>
    public bool Recognises(Element element)
    {
        var outline = element.Outline;
        return outline.IsObject(outline.Find("openshift"u8))
            || (outline.Has("log_type"u8) && outline.Has("@timestamp"u8))
            || (
                outline.Has("hostname"u8)
                && outline.Find("kubernetes"u8) is var kubernetes
                && (outline.Find(kubernetes, "container_id"u8) != JsonOutline.None || outline.Find(kubernetes, "container_iostream"u8) != JsonOutline.None)
            );
    }

    /// <inheritdoc/>
    public bool TryOpen(Element element)
    {
        var outline = element.Outline;
        element.Time = EnvelopeTime.Of(outline, outline.Find("@timestamp"u8));
        element.IsCollected = true;
        var kubernetes = outline.Find("kubernetes"u8);
        if (kubernetes != JsonOutline.None && outline.IsRepeated(kubernetes))
        {
            element.Origin.Add(Field.Tag, EventTags.MetadataConflict);
        }
        else
        {
            OriginName.Add(element, outline, kubernetes, Kubernetes);
        }

        OriginName.Add(element.Origin, Field.ContainerId, outline.Text(outline.Find(outline.Find("docker"u8), "container_id"u8)));

        OriginName.Add(element.Origin, Field.NodeName, outline.Text("hostname"u8));
        var systemd = outline.Find("systemd"u8);
        OriginName.Add(element, outline, outline.Find(systemd, "u"u8), Systemd);
        OriginName.Add(element, outline, outline.Find(systemd, "t"u8), Trusted);
        element.HasStream = element.Origin.Has(Field.Stream);

        // An audit event's own keys lie beside the shipper's.
        element.IsMerged = outline.Has("auditID"u8) || (!element.TryBecome(outline.Find("structured"u8)) && !element.TryBecome(outline.Find("message"u8)));
        return true;
    }
}

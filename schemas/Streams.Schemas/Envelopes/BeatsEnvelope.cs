using Streams.Schemas.Events;
using Streams.Schemas.Json;

namespace Streams.Schemas.Envelopes;

/// <summary>Filebeat and Elastic Agent: ECS documents of container, journald, filestream and syslog inputs; the message may have been parsed under <c>json</c>.</summary>
internal sealed class BeatsEnvelope : IEnvelope
{
    /// <inheritdoc/>
    public string Name => "beats";

    /// <inheritdoc/>
    public bool Recognises(Element element)
    {
        var outline = element.Outline;
        if (!outline.Has("@timestamp"u8))
        {
            return false;
        }

        return outline.IsObject(outline.Find("agent"u8))
            || outline.IsObject(outline.Find("ecs"u8))
            || outline.IsObject(outline.Find("input"u8))
            || outline.IsObject(outline.Find("journald"u8))
            || outline.IsObject(outline.Find("beat"u8))
            || outline.Find(outline.Find("@metadata"u8), "beat"u8) != JsonOutline.None
            || outline.IsObject(outline.Find(outline.Find("kubernetes"u8), "pod"u8))
            || outline.IsObject(outline.Find(outline.Find("log"u8), "syslog"u8));
    }

    /// <inheritdoc/>
    public bool TryOpen(Element element)
    {
        var (outline, origin) = (element.Outline, element.Origin);
        element.Time = EnvelopeTime.Of(outline, outline.Find("@timestamp"u8));
        element.IsCollected = true;
        OriginName.Add(origin, Field.Stream, outline.Text("stream"u8));
        var log = outline.Find("log"u8);
        var file = outline.Find(outline.Find(log, "file"u8), "path"u8);
        element.SetFile(outline.Text(file == JsonOutline.None ? outline.Find("source"u8) : file));
        AddPod(element, outline, outline.Find("kubernetes"u8));
        // Of a line that came over the network it is the sender; "host" is where Filebeat runs.
        OriginName.Add(origin, Field.HostName, outline.Text(outline.Find(outline.Find(log, "syslog"u8), "hostname"u8)));
        OriginName.Add(origin, Field.HostName, outline.Text("hostname"u8));
        var host = outline.Find("host"u8);
        OriginName.Add(origin, Field.HostName, outline.Text(outline.Find(host, outline.Find(host, "name"u8) == JsonOutline.None ? "hostname"u8 : "name"u8)));
        OriginName.Add(origin, Field.HostName, outline.Text(outline.Find(outline.Find("beat"u8), "hostname"u8)));
        Program(element, outline, log);
        element.HasStream = origin.Has(Field.Stream);

        element.IsCut |= IsTruncated(outline, log);
        element.IsMerged = (log == JsonOutline.None && IsWatched(outline)) || !TryBecomeLine(element, outline, outline.Find("kubernetes"u8));
        return !element.IsMerged || !IsMeasured(outline);
    }

    private static void AddPod(Element element, JsonOutline outline, int kubernetes)
    {
        var origin = element.Origin;
        if (kubernetes != JsonOutline.None && outline.IsRepeated(kubernetes))
        {
            origin.Add(Field.Tag, EventTags.MetadataConflict);
            kubernetes = JsonOutline.None;
        }
        else if (PodBlock.IsOfAnother(element.File, outline.Text(outline.Find(outline.Find(kubernetes, "pod"u8), "name"u8))))
        {
            // A processor that decodes the line with overwrite_keys puts the application's words in the place of Filebeat's.
            origin.Add(Field.Tag, EventTags.MetadataConflict);
            element.SetFile(default);
            return;
        }

        Add(Field.PodName, kubernetes, "pod"u8, "name"u8);
        Add(Field.PodUid, kubernetes, "pod"u8, "uid"u8);
        Add(Field.PodIp, kubernetes, "pod"u8, "ip"u8);
        Add(Field.NodeName, kubernetes, "node"u8, "name"u8);
        Add(Field.ContainerName, kubernetes, "container"u8, "name"u8);
        Add(Field.ContainerId, kubernetes, "container"u8, "id"u8);
        Add(Field.ContainerImage, kubernetes, "container"u8, "image"u8);
        OriginName.Add(origin, Field.Namespace, outline.Text(outline.Find(kubernetes, "namespace"u8)));
        var container = IsClaimed(outline) ? JsonOutline.None : outline.Find("container"u8);
        OriginName.Add(origin, Field.ContainerId, outline.Text(outline.Find(container, "id"u8)));
        OriginName.Add(origin, Field.ContainerName, outline.Text(outline.Find(container, "name"u8)));
        Add(Field.ContainerId, outline.Find("docker"u8), "container"u8, "id"u8);
        Add(Field.ContainerImage, container, "image"u8, "name"u8);

        void Add(Field field, int parent, ReadOnlySpan<byte> block, ReadOnlySpan<byte> name) =>
            OriginName.Add(origin, field, outline.Text(outline.Find(outline.Find(parent, block), name)));
    }

    /// <summary>
    /// Any local user may write an entry of the journal with Docker's fields (<c>CONTAINER_ID_FULL</c>), by a program called as he likes:
    /// they are Docker's where its daemon wrote it, which is root's.
    /// </summary>
    private static bool IsClaimed(JsonOutline outline) =>
        outline.Text(outline.Find(outline.Find("input"u8), "type"u8)).SequenceEqual("journald"u8)
        && !(
            outline.Text(outline.Find(outline.Find("process"u8), "name"u8)).SequenceEqual("dockerd"u8)
            && outline.Text(outline.Find(outline.Find("user"u8), "id"u8)) is var user
            && (user.IsEmpty || user.SequenceEqual("0"u8))
        );

    private static bool TryBecomeLine(Element element, JsonOutline outline, int kubernetes) =>
        element.TryBecome(outline.Find("message"u8))
        || element.TryBecome(outline.Find("json"u8))
        // An ingest pipeline or a processor may have left only what it was made of.
        || element.TryBecome(outline.Find(outline.Find("event"u8), "original"u8))
        // The integration for audit logs of Kubernetes keeps the event among the shipper's own metadata.
        || element.TryBecome(outline.Find(kubernetes, "audit"u8));

    /// <summary>Whether the line was longer than the input's <c>max_bytes</c>.</summary>
    private static bool IsTruncated(JsonOutline outline, int log) =>
        outline.Find(log, "flags"u8) is not JsonOutline.None and var flags && outline.Raw(flags).Span.IndexOf("\"truncated\""u8) >= 0;

    /// <summary>Whether it is no log but what another of the Beats measured or watched.</summary>
    private static bool IsMeasured(JsonOutline outline) =>
        outline.IsObject(outline.Find("metricset"u8)) || outline.IsObject(outline.Find("monitor"u8)) || outline.IsObject(outline.Find("winlog"u8));

    /// <summary>Auditbeat's documents: their message only puts into words what their fields say.</summary>
    private static bool IsWatched(JsonOutline outline) =>
        outline.Text(outline.Find(outline.Find("agent"u8), "type"u8)).SequenceEqual("auditbeat"u8)
        || outline.Text(outline.Find(outline.Find("@metadata"u8), "beat"u8)).SequenceEqual("auditbeat"u8);

    private static void Program(Element element, JsonOutline outline, int log)
    {
        var origin = element.Origin;
        var (process, systemd, syslog) = (outline.Find("process"u8), outline.Find("systemd"u8), outline.Find(log, "syslog"u8));
        syslog = syslog == JsonOutline.None ? outline.Find("syslog"u8) : syslog;
        OriginName.Add(origin, Field.SyslogAppName, outline.Text(outline.Find(syslog, "appname"u8)));
        OriginName.Add(origin, Field.SyslogAppName, outline.Text(outline.Find(syslog, "identifier"u8)));
        OriginName.Add(origin, Field.SyslogPriority, outline.Text(outline.Find(syslog, "priority"u8)));
        OriginName.Add(origin, Field.ProcessName, outline.Text(outline.Find(process, "name"u8)));
        OriginName.Add(origin, Field.SyslogAppName, outline.Text(outline.Find(process, "program"u8)));
        OriginName.Add(origin, Field.ProcessExecutable, outline.Text(outline.Find(process, "executable"u8)));
        OriginName.Add(origin, Field.ProcessId, outline.Text(outline.Find(process, "pid"u8)));
        if (!origin.Has(Field.ContainerId))
        {
            OriginName.Add(origin, Field.UserId, outline.Text(outline.Find(outline.Find("user"u8), "id"u8))); // of a container's line it is Docker's own
        }

        OriginName.Add(origin, Field.SystemdUnit, outline.Text(outline.Find(systemd, "unit"u8)));
        OriginName.Add(origin, Field.JournalTransport, outline.Text(outline.Find(systemd, "transport"u8)));
        OriginName.Add(origin, Field.JournalCursor, outline.Text(outline.Find(systemd, "cursor"u8)));
        OriginName.Add(origin, Field.SyslogAppName, origin.Text(Field.ProcessName));
    }
}

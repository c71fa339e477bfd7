using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Envelopes;

/// <summary>A row of Azure Monitor's tables <c>ContainerLogV2</c>, <c>ContainerLog</c> and <c>Syslog</c>, as a data export of the workspace gives it.</summary>
internal sealed class AzureTableEnvelope(ParserOptions options) : IEnvelope
{
    private static readonly OriginName[] Names = OriginName.Table(
        ("PodName", Field.PodName),
        ("PodNamespace", Field.Namespace),
        ("ContainerName", Field.ContainerName),
        ("ContainerId", Field.ContainerId),
        ("ContainerID", Field.ContainerId),
        ("Name", Field.ContainerName),
        ("LogSource", Field.Stream),
        ("LogEntrySource", Field.Stream),
        ("HostName", Field.HostName),
        ("Computer", Field.HostName),
        ("ProcessName", Field.SyslogAppName),
        ("ProcessID", Field.ProcessId)
    );

    private static readonly OriginName[] Times = ProgramRecord.Names("EventTime", "TimeOfCommand", "TimeGenerated");
    private static readonly OriginName[] Messages = ProgramRecord.Names("LogMessage", "LogEntry", "SyslogMessage");

    private readonly JsonOutline _metadata = new(options);

    /// <inheritdoc/>
    public string Name => "azure_table";

    /// <inheritdoc/>
    public bool Recognises(Element element)
    {
        var outline = element.Outline;
        return outline.Has("TimeGenerated"u8)
            && (
                (outline.Has("LogMessage"u8) && outline.Has("PodName"u8))
                || (outline.Has("LogEntry"u8) && outline.Has("LogEntrySource"u8))
                || outline.Has("SyslogMessage"u8)
            );
    }

    /// <inheritdoc/>
    public bool TryOpen(Element element)
    {
        var outline = element.Outline;
        AddUid(element, outline);
        var generated = EnvelopeTime.Of(outline, outline.Find("TimeGenerated"u8));
        var opened = ProgramRecord.TryOpen(element, Names, Times, Messages);
        if (element.Time.Nanoseconds % Timestamp.Second == 0 && generated - element.Time is > 0 and < Timestamp.Second)
        {
            // Of the same second the one that says more.
            element.Time = generated;
        }

        element.HasStream = element.Origin.Has(Field.Stream);
        return opened;
    }

    /// <summary>Dynamic columns are exported as objects or as texts.</summary>
    private void AddUid(Element element, JsonOutline outline)
    {
        var metadata = outline.Find("KubernetesMetadata"u8);
        if (outline.IsObject(metadata))
        {
            OriginName.Add(element.Origin, Field.PodUid, outline.Text(outline.Find(metadata, "podUid"u8)));
        }
        else if (JsonStart.IsObject(outline.Text(metadata)) && _metadata.Read(outline.Memory(metadata)))
        {
            OriginName.Add(element.Origin, Field.PodUid, _metadata.Text("podUid"u8));
        }
    }
}

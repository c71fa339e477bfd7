using System.Collections.Frozen;
using Streams.Detections.Matching;
using Streams.Schemas.Events;

namespace Streams.Detections.Fields;

/// <summary>Sigma's field names for the sources whose lines have no JSON of their own, and the fields whose value we correct.</summary>
internal static class Taxonomy
{
    private static readonly FrozenDictionary<(EventSource, string), Field> Aliases = new Dictionary<(EventSource, string), Field>
    {
        [(EventSource.Dns, "query")] = Field.QuestionName,
        [(EventSource.Dns, "record_type")] = Field.QuestionType,
        [(EventSource.Dns, "QueryName")] = Field.QuestionName,
        [(EventSource.Dns, "QueryStatus")] = Field.ResponseCode,
        [(EventSource.Dns, "src_ip")] = Field.SourceIp,
        [(EventSource.Ebpf, "Image")] = Field.ProcessExecutable,
        [(EventSource.Ebpf, "CommandLine")] = Field.ProcessCommandLine,
        [(EventSource.Ebpf, "ParentImage")] = Field.ProcessParentName,
        [(EventSource.Ebpf, "User")] = Field.UserName,
        [(EventSource.Ebpf, "TargetFilename")] = Field.FilePath,
        [(EventSource.Ebpf, "DestinationIp")] = Field.DestinationIp,
        [(EventSource.Ebpf, "DestinationPort")] = Field.DestinationPort,
        [(EventSource.Ebpf, "SourceIp")] = Field.SourceIp,
        [(EventSource.Kernel, "src_ip")] = Field.SourceIp,
        [(EventSource.Kernel, "dst_ip")] = Field.DestinationIp,
        [(EventSource.Kernel, "dst_port")] = Field.DestinationPort,
        [(EventSource.Container, "cs-method")] = Field.HttpMethod,
        [(EventSource.Container, "cs-uri-stem")] = Field.UrlPath,
        [(EventSource.Container, "cs-uri-query")] = Field.UrlQuery,
        [(EventSource.Container, "c-ip")] = Field.SourceIp,
        [(EventSource.Container, "sc-status")] = Field.HttpStatus,
        [(EventSource.Container, "cs-user-agent")] = Field.UserAgent,
    }.ToFrozenDictionary();

    /// <summary>Adds the values of a field that the taxonomy knows for this event; false where it does not, or where it has none.</summary>
    public static bool Resolve(string name, ParsedEvent parsed, EventView view)
    {
        if (parsed.Source == EventSource.Audit)
        {
            return ResolveAudit(name, parsed, view);
        }

        return Aliases.TryGetValue((parsed.Source, name), out var field) && view.AddField(field);
    }

    /// <summary>kubectl execs as <c>get</c> since 1.30 and as <c>create</c> before: both are true of every upgrade. A missing stage is ResponseComplete.</summary>
    private static bool ResolveAudit(string name, ParsedEvent parsed, EventView view)
    {
        switch (name)
        {
            case "verb" when parsed.Type == EventType.Exec:
                view.AddText(SlotKind.Text, "get"u8);
                view.AddText(SlotKind.Text, "create"u8);
                return true;
            case "stage":
                return view.AddField(Field.AuditStage);
            default:
                return false;
        }
    }
}

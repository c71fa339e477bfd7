using System.Collections.Frozen;
using Streams.Schemas.Events;

namespace Streams.Detections.Fields;

/// <summary>Sigma's field names for the sources whose lines have no JSON of their own, and the fields whose value we correct.</summary>
internal static class Taxonomy
{
    private static readonly FrozenDictionary<(EventSource, string), Field> Aliases = new Dictionary<(EventSource, string), Field>
    {
        [(EventSource.Audit, "stage")] = Field.AuditStage, // a missing stage is ResponseComplete
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

    /// <summary>The canonical field that a source's events have under a name of Sigma's; null where the name is none of the taxonomy.</summary>
    public static Field? FieldOf(EventSource source, string name) => Aliases.TryGetValue((source, name), out var field) ? field : null;
}

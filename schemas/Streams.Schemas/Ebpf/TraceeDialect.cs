using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Ebpf;

/// <summary>Tracee's JSON: system calls and signatures with their arguments. Its <c>hostName</c> is the container's, not the node's.</summary>
internal sealed class TraceeDialect(ParserOptions options) : ObjectDialect
{
    private readonly ProcessFields _process = new();
    private readonly TraceeArguments _arguments = new(options);

    /// <inheritdoc/>
    public override string Name => "tracee";

    /// <inheritdoc/>
    protected override Reading Read(Element element, JsonOutline outline, ParsedEvent parsed)
    {
        if (!outline.IsString(outline.Find("eventName"u8)) || !outline.Has("processName"u8) || !outline.Has("timestamp"u8))
        {
            return Reading.None;
        }

        var fields = parsed.Fields;
        var name = outline.Text("eventName"u8);
        var syscall = Syscalls.OfTracee(name);
        fields.Add(Field.SyscallName, syscall);
        parsed.Type = Syscalls.TypeOf(syscall);
        _arguments.Read(outline, outline.Find("args"u8), fields, parsed.Type);
        Process(outline, fields, parsed.Type);
        Place(outline, fields);
        var properties = outline.Find(outline.Find("metadata"u8), "Properties"u8);
        fields.Add(Field.RuleName, outline.Text(outline.Find(properties, "signatureName"u8)));
        parsed.Document = element.Body;
        parsed.IsJson = true;
        parsed.SetTime(EnvelopeTime.Of(outline, outline.Find("timestamp"u8)), TimeSource.Record);
        return Reading.Done;
    }

    private void Process(JsonOutline outline, FieldSet fields, EventType type)
    {
        var executable = outline.Text(outline.Find(outline.Find("executable"u8), "path"u8));
        var started = type == EventType.Process && _arguments.Path.Length > 0;
        _process.Program(
            started ? _arguments.Path
                : executable.IsEmpty ? outline.Text("processName"u8)
                : executable,
            _arguments.Words,
            fields
        );
        ProcessFields.Number(Field.ProcessId, outline.Text(outline.Find(outline.Has("hostProcessId"u8) ? "hostProcessId"u8 : "processId"u8)), fields);
        ProcessFields.Number(Field.UserId, outline.Text("userId"u8), fields);
    }

    private static void Place(JsonOutline outline, FieldSet fields)
    {
        var (pod, container) = (outline.Find("kubernetes"u8), outline.Find("container"u8));
        ProcessFields.Place(Field.PodName, outline.Text(outline.Find(pod, "podName"u8)), fields);
        ProcessFields.Place(Field.Namespace, outline.Text(outline.Find(pod, "podNamespace"u8)), fields);
        ProcessFields.Place(Field.PodUid, outline.Text(outline.Find(pod, "podUID"u8)), fields);
        ProcessFields.Place(Field.ContainerId, outline.Text("containerId"u8), fields);
        ProcessFields.Place(Field.ContainerId, outline.Text(outline.Find(container, "id"u8)), fields);
        ProcessFields.Place(Field.ContainerName, outline.Text(outline.Find(container, "name"u8)), fields);
        ProcessFields.Place(Field.ContainerImage, outline.Text("containerImage"u8), fields);
        ProcessFields.Place(Field.ContainerImage, outline.Text(outline.Find(container, "image"u8)), fields);
    }
}

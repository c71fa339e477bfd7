using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Ebpf;

/// <summary>
/// Tracee's structured events (its API's <c>v1beta1</c>): process, container and pod under <c>workload</c>, arguments under <c>data</c> with their types.
/// Its signatures are events with a <c>threat</c>.
/// </summary>
internal sealed class TraceeEventDialect(ParserOptions options) : ObjectDialect
{
    private readonly ProcessFields _process = new();
    private readonly JsonOutline _ancestor = new(options);
    private readonly TraceeArguments _arguments = new(options);

    /// <inheritdoc/>
    public override string Name => "tracee_v1beta1";

    /// <inheritdoc/>
    protected override Reading Read(Element element, JsonOutline outline, ParsedEvent parsed)
    {
        var fields = parsed.Fields;
        var workload = outline.Find("workload"u8);
        if (!outline.IsObject(workload) || !outline.IsString(outline.Find("name"u8)) || !outline.Has("timestamp"u8))
        {
            return Reading.None;
        }

        var syscall = Syscalls.OfTracee(outline.Text("name"u8));
        fields.Add(Field.SyscallName, syscall);
        parsed.Type = Syscalls.TypeOf(syscall);
        _arguments.Read(outline, outline.Find("data"u8), fields, parsed.Type);
        Process(outline, outline.Find(workload, "process"u8), fields, parsed.Type);
        Place(outline, workload, fields);
        fields.Add(Field.RuleName, outline.Text(outline.Find(outline.Find("threat"u8), "name"u8)));
        parsed.Document = element.Body;
        parsed.IsJson = true;
        parsed.SetTime(EnvelopeTime.Of(outline, outline.Find("timestamp"u8)), TimeSource.Record);
        return Reading.Done;
    }

    private void Process(JsonOutline outline, int process, FieldSet fields, EventType type)
    {
        var executable = outline.Text(outline.Find(outline.Find(process, "executable"u8), "path"u8));
        var started = type == EventType.Process && _arguments.Path.Length > 0;
        _process.Program(
            started ? _arguments.Path
                : executable.IsEmpty ? outline.Text(outline.Find(outline.Find(process, "thread"u8), "name"u8))
                : executable,
            _arguments.Words,
            fields
        );
        ProcessFields.Number(Field.ProcessId, outline.Text(outline.Find(process, "hostPid"u8, "host_pid"u8)), fields);
        var user = outline.Find(process, "realUser"u8, "real_user"u8);
        ProcessFields.Number(Field.UserId, outline.Text(outline.Find(user, "id"u8)), fields);
        fields.Add(Field.UserName, outline.Text(outline.Find(user, "name"u8)));
        var ancestors = outline.Find(process, "ancestors"u8);
        if (outline.IsArray(ancestors))
        {
            var items = new JsonItems(outline.Raw(ancestors));
            if (items.TryNext(out var parent) && _ancestor.Read(parent))
            {
                _process.Parent(_ancestor.Text(_ancestor.Find(_ancestor.Find("executable"u8), "path"u8)), default, fields);
            }
        }
    }

    private static void Place(JsonOutline outline, int workload, FieldSet fields)
    {
        var (kubernetes, container) = (outline.Find(workload, "k8s"u8), outline.Find(workload, "container"u8));
        var pod = outline.Find(kubernetes, "pod"u8);
        ProcessFields.Place(Field.PodName, outline.Text(outline.Find(pod, "name"u8)), fields);
        ProcessFields.Place(Field.PodUid, outline.Text(outline.Find(pod, "uid"u8)), fields);
        ProcessFields.Place(Field.Namespace, outline.Text(outline.Find(outline.Find(kubernetes, "namespace"u8), "name"u8)), fields);
        ProcessFields.Place(Field.ContainerId, outline.Text(outline.Find(container, "id"u8)), fields);
        ProcessFields.Place(Field.ContainerName, outline.Text(outline.Find(container, "name"u8)), fields);
        ProcessFields.Place(Field.ContainerImage, outline.Text(outline.Find(outline.Find(container, "image"u8), "name"u8)), fields);
    }
}

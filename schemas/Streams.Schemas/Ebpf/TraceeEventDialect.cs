using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Ebpf;

/// <summary>
/// Tracee's structured events (its API's <c>v1beta1</c>): process, container and pod under <c>workload</c>, arguments under <c>data</c> with their types.
/// Its signatures are events with a <c>threat</c>.
/// </summary>
internal sealed class TraceeEventDialect(ParserOptions options) : IDialect
{
    private readonly ProcessFields _process = new();
    private readonly JsonOutline _argument = new(options);
    private readonly ByteBuffer _path = new();
    private readonly ByteBuffer _arguments = new();

    /// <inheritdoc/>
    public string Name => "tracee_v1beta1";

    /// <inheritdoc/>
    public Reading Read(Element element, ParsedEvent parsed)
    {
        if (!element.IsObject)
        {
            return Reading.None;
        }

        if (element.TryOutline() is { } failure)
        {
            return Reading.Limit(failure);
        }

        var (outline, fields) = (element.Outline, parsed.Fields);
        var workload = outline.Find("workload"u8);
        if (!outline.IsObject(workload) || !outline.IsString(outline.Find("name"u8)) || !outline.Has("timestamp"u8))
        {
            return Reading.None;
        }

        var syscall = Syscalls.OfTracee(outline.Text("name"u8));
        fields.Add(Field.SyscallName, syscall);
        parsed.Type = Syscalls.TypeOf(syscall);
        Arguments(outline, fields, parsed.Type);
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
        var started = type == EventType.Process && _path.Length > 0;
        _process.Program(
            started ? _path.Span
                : executable.IsEmpty ? outline.Text(outline.Find(outline.Find(process, "thread"u8), "name"u8))
                : executable,
            _arguments.Span,
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
            if (items.TryNext(out var parent) && _argument.Read(parent))
            {
                _process.Parent(_argument.Text(_argument.Find(_argument.Find("executable"u8), "path"u8)), default, fields);
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

    private void Arguments(JsonOutline outline, FieldSet fields, EventType type)
    {
        _path.Clear();
        _arguments.Clear();
        var data = outline.Find("data"u8);
        var items = new JsonItems(outline.IsArray(data) ? outline.Raw(data) : "[]"u8.ToArray());
        while (items.TryNext(out var item))
        {
            if (_argument.Read(item))
            {
                Argument(_argument.Text("name"u8), Value(), fields, type);
            }
        }
    }

    /// <summary>The member that is not the name: its own name is the value's type.</summary>
    private int Value()
    {
        var node = _argument.First(0);
        while (node != JsonOutline.None && _argument.Name(node).SequenceEqual("name"u8))
        {
            node = _argument.Next(node);
        }

        return node;
    }

    private void Argument(ReadOnlySpan<byte> name, int value, FieldSet fields, EventType type)
    {
        if (name.SequenceEqual("pathname"u8))
        {
            _path.Append(_argument.Text(value));
            if (type != EventType.Process)
            {
                fields.Add(Field.FilePath, _argument.Text(value));
                fields.Add(Field.FileDescriptorName, _argument.Text(value));
            }
        }
        else if (name.SequenceEqual("argv"u8) && _argument.Find(value, "value"u8) is var texts && _argument.IsArray(texts))
        {
            JsonTexts.Join(_argument.Raw(texts), 1, _arguments);
        }
        else if (type == EventType.Network && _argument.IsObject(value))
        {
            var v6 = _argument.Find(value, "sin6Addr"u8, "sin6_addr"u8);
            ProcessFields.Connection(
                default,
                default,
                _argument.Text(v6 == JsonOutline.None ? _argument.Find(value, "sinAddr"u8, "sin_addr"u8) : v6),
                _argument.Text(v6 == JsonOutline.None ? _argument.Find(value, "sinPort"u8, "sin_port"u8) : _argument.Find(value, "sin6Port"u8, "sin6_port"u8)),
                fields
            );
        }
        else if (type == EventType.Network && name.SequenceEqual("dst"u8))
        {
            ProcessFields.Connection(default, default, _argument.Text(value), default, fields);
        }
        else if (type == EventType.Network && name.SequenceEqual("dst_port"u8))
        {
            ProcessFields.Number(Field.DestinationPort, _argument.Text(value), fields);
        }
    }
}

using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Ebpf;

/// <summary>Tracee's JSON: system calls and signatures with their arguments. Its <c>hostName</c> is the container's, not the node's.</summary>
internal sealed class TraceeDialect(ParserOptions options) : IDialect
{
    private readonly ProcessFields _process = new();
    private readonly JsonOutline _argument = new(options);
    private readonly ByteBuffer _path = new();
    private readonly ByteBuffer _arguments = new();

    /// <inheritdoc/>
    public string Name => "tracee";

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

        var outline = element.Outline;
        if (!outline.IsString(outline.Find("eventName"u8)) || !outline.Has("processName"u8) || !outline.Has("timestamp"u8))
        {
            return Reading.None;
        }

        var fields = parsed.Fields;
        var name = outline.Text("eventName"u8);
        var syscall = Syscalls.OfTracee(name);
        fields.Add(Field.SyscallName, syscall);
        parsed.Type = Syscalls.TypeOf(syscall);
        Arguments(outline, fields, parsed.Type);
        Process(outline, fields, parsed.Type);
        Place(outline, fields);
        parsed.Document = element.Body;
        parsed.IsJson = true;
        parsed.SetTime(EnvelopeTime.Of(outline, outline.Find("timestamp"u8)), TimeSource.Record);
        return Reading.Done;
    }

    private void Process(JsonOutline outline, FieldSet fields, EventType type)
    {
        var executable = outline.Text(outline.Find(outline.Find("executable"u8), "path"u8));
        var started = type == EventType.Process && _path.Length > 0;
        _process.Program(
            started ? _path.Span
                : executable.IsEmpty ? outline.Text("processName"u8)
                : executable,
            _arguments.Span,
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

    private void Arguments(JsonOutline outline, FieldSet fields, EventType type)
    {
        _path.Clear();
        _arguments.Clear();
        var arguments = outline.Find("args"u8);
        if (!outline.IsArray(arguments))
        {
            return;
        }

        var items = new JsonItems(outline.Raw(arguments));
        while (items.TryNext(out var item))
        {
            if (_argument.Read(item))
            {
                Argument(fields, type);
            }
        }
    }

    private void Argument(FieldSet fields, EventType type)
    {
        var name = _argument.Text("name"u8);
        var value = _argument.Find("value"u8);
        if (name.SequenceEqual("pathname"u8))
        {
            _path.Append(_argument.Text(value));
            if (type != EventType.Process)
            {
                fields.Add(Field.FilePath, _argument.Text(value));
                fields.Add(Field.FileDescriptorName, _argument.Text(value));
            }
        }
        else if (name.SequenceEqual("argv"u8) && _argument.IsArray(value))
        {
            JsonTexts.Join(_argument.Raw(value), 1, _arguments);
        }
        else if (type == EventType.Network && name.SequenceEqual("dst"u8))
        {
            ProcessFields.Connection(default, default, _argument.Text(value), default, fields);
        }
        else if (type == EventType.Network && name.SequenceEqual("dst_port"u8))
        {
            ProcessFields.Number(Field.DestinationPort, _argument.Text(value), fields);
        }
        else if ((name.SequenceEqual("remote_addr"u8) || name.SequenceEqual("addr"u8)) && _argument.IsString(value))
        {
            SocketText(_argument.Text(value), fields);
        }
        else if ((name.SequenceEqual("remote_addr"u8) || name.SequenceEqual("addr"u8)) && _argument.IsObject(value))
        {
            var v6 = _argument.Find(value, "sin6_addr"u8) != JsonOutline.None;
            ProcessFields.Connection(
                default,
                default,
                _argument.Text(_argument.Find(value, v6 ? "sin6_addr"u8 : "sin_addr"u8)),
                _argument.Text(_argument.Find(value, v6 ? "sin6_port"u8 : "sin_port"u8)),
                fields
            );
        }
    }

    /// <summary>Older versions print an address: <c>{'sa_family': 'AF_INET','sin_port': '443','sin_addr': '203.0.113.5'}</c>.</summary>
    private static void SocketText(ReadOnlySpan<byte> text, FieldSet fields)
    {
        var v6 = text.IndexOf("'sin6_addr'"u8) >= 0;
        ProcessFields.Connection(
            default,
            default,
            Words.Between(text, v6 ? "'sin6_addr': '"u8 : "'sin_addr': '"u8, (byte)'\''),
            Words.Between(text, v6 ? "'sin6_port': '"u8 : "'sin_port': '"u8, (byte)'\''),
            fields
        );
    }
}

using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Ebpf;

/// <summary>Tetragon's JSON export: processes started and ended, kernel probes, trace points, connections.</summary>
internal sealed class TetragonDialect(ParserOptions options) : ObjectDialect
{
    private readonly ProcessFields _process = new();
    private readonly JsonOutline _argument = new(options);

    /// <inheritdoc/>
    public override string Name => "tetragon";

    /// <inheritdoc/>
    protected override Reading Read(Element element, JsonOutline outline, ParsedEvent parsed)
    {
        if (outline.IsObject(outline.Find("rate_limit_info"u8, "process_throttle"u8)))
        {
            parsed.Type = EventType.Health;
            parsed.SetTime(EnvelopeTime.Of(outline, outline.Find("time"u8)), TimeSource.Record);
            return Reading.Done;
        }

        var node = outline.First(0);
        while (
            node != JsonOutline.None
            && !(
                outline.Name(node) is var name
                && (name.StartsWith("process_"u8) || (name.StartsWith("process"u8) && name.Length > 7))
                && outline.IsObject(outline.Find(node, "process"u8))
            )
        )
        {
            node = outline.Next(node);
        }

        if (node == JsonOutline.None)
        {
            return Reading.None;
        }

        Process(outline, node, parsed.Fields);
        Describe(outline, node, parsed);
        ProcessFields.Place(Field.NodeName, outline.Text(outline.Find("node_name"u8, "nodeName"u8)), parsed.Fields);
        parsed.Document = element.Body;
        parsed.IsJson = true;
        parsed.SetTime(EnvelopeTime.Of(outline, outline.Find("time"u8)), TimeSource.Record);
        return Reading.Done;
    }

    private void Process(JsonOutline outline, int node, FieldSet fields)
    {
        var process = outline.Find(node, "process"u8);
        _process.Program(outline.Text(outline.Find(process, "binary"u8)), outline.Text(outline.Find(process, "arguments"u8)), fields);
        ProcessFields.Number(Field.ProcessId, outline.Text(outline.Find(process, "pid"u8)), fields);
        ProcessFields.Number(Field.UserId, outline.Text(outline.Find(process, "uid"u8)), fields);
        if (fields.Text(Field.UserId).SequenceEqual("0"u8))
        {
            fields.Add(Field.UserName, "root"u8);
        }

        var parent = outline.Find(node, "parent"u8);
        _process.Parent(outline.Text(outline.Find(parent, "binary"u8)), outline.Text(outline.Find(parent, "arguments"u8)), fields);
        ProcessFields.Place(Field.ProcessWorkingDirectory, outline.Text(outline.Find(process, "cwd"u8)), fields);
        var pod = outline.Find(process, "pod"u8);
        ProcessFields.Place(Field.Namespace, outline.Text(outline.Find(pod, "namespace"u8)), fields);
        ProcessFields.Place(Field.PodName, outline.Text(outline.Find(pod, "name"u8)), fields);
        ProcessFields.Place(Field.PodUid, outline.Text(outline.Find(pod, "uid"u8)), fields);
        var container = outline.Find(pod, "container"u8);
        ProcessFields.Place(Field.ContainerId, outline.Text(outline.Find(container, "id"u8)), fields);
        ProcessFields.Place(Field.ContainerName, outline.Text(outline.Find(container, "name"u8)), fields);
        ProcessFields.Place(Field.ContainerImage, outline.Text(outline.Find(outline.Find(container, "image"u8), "name"u8)), fields);
        ProcessFields.Place(Field.ContainerId, outline.Text(outline.Find(process, "docker"u8)), fields);
    }

    /// <summary><c>exec</c> of <c>process_exec</c> and <c>processExec</c>.</summary>
    private static ReadOnlySpan<byte> Kind(ReadOnlySpan<byte> name, Span<byte> lower)
    {
        name = name["process".Length..].TrimStart((byte)'_');
        name = name[..Math.Min(name.Length, lower.Length)];
        name.CopyTo(lower);
        lower[0] |= 0x20;
        return lower[..name.Length];
    }

    private void Describe(JsonOutline outline, int node, ParsedEvent parsed)
    {
        var fields = parsed.Fields;
        Span<byte> lower = stackalloc byte[16];
        var kind = Kind(outline.Name(node), lower);
        fields.Add(Field.RuleName, outline.Text(outline.Find(node, "policy_name"u8, "policyName"u8)));
        if (kind.SequenceEqual("exec"u8))
        {
            fields.Add(Field.SyscallName, "execve"u8);
            parsed.Type = EventType.Process;
        }
        else if (kind.SequenceEqual("connect"u8) || kind.SequenceEqual("listen"u8) || kind.SequenceEqual("accept"u8) || kind.SequenceEqual("close"u8))
        {
            fields.Add(Field.SyscallName, kind);
            ProcessFields.Connection(
                outline.Text(outline.Find(node, "source_ip"u8, "sourceIp"u8)),
                outline.Text(outline.Find(node, "source_port"u8, "sourcePort"u8)),
                outline.Text(outline.Find(node, "destination_ip"u8, "destinationIp"u8)),
                outline.Text(outline.Find(node, "destination_port"u8, "destinationPort"u8)),
                fields
            );
            parsed.Type = kind.SequenceEqual("close"u8) ? EventType.Other : EventType.Network;
        }
        else if (kind.SequenceEqual("exit"u8))
        {
            fields.Add(Field.SyscallName, "exit"u8);
        }
        else
        {
            Probe(outline, node, parsed);
        }
    }

    /// <summary>A kernel probe, trace point or LSM hook: the function and its arguments.</summary>
    private void Probe(JsonOutline outline, int node, ParsedEvent parsed)
    {
        var name = outline.Find(node, "function_name"u8, "functionName"u8);
        var function = outline.Text(name == JsonOutline.None ? outline.Find(node, "event"u8) : name);
        var syscall = Syscalls.OfTetragon(function);
        parsed.Fields.Add(Field.SyscallName, syscall);
        var arguments = outline.Find(node, "args"u8);
        if (outline.IsArray(arguments))
        {
            var items = new JsonItems(outline.Raw(arguments));
            while (items.TryNext(out var item))
            {
                if (_argument.Read(item))
                {
                    Argument(parsed.Fields);
                }
            }
        }

        parsed.Type = Syscalls.TypeOf(syscall);
    }

    private void Argument(FieldSet fields)
    {
        var file = _argument.Find("file_arg"u8, "fileArg"u8) is >= 0 and var found ? found : _argument.Find("path_arg"u8, "pathArg"u8);
        if (_argument.IsObject(file) && !fields.Has(Field.FilePath))
        {
            var path = _argument.Text(_argument.Find(file, "path"u8));
            fields.Add(Field.FilePath, path);
            WalkedPath.Settle(fields);
            fields.Add(Field.FileDescriptorName, path);
        }

        // The first text that a call on a file takes is its path.
        var program = _argument.Find("linux_binprm_arg"u8, "linuxBinprmArg"u8);
        if (_argument.IsObject(program))
        {
            // The process is still the one that starts it.
            fields.Add(Field.FilePath, _argument.Text(_argument.Find(program, "path"u8)));
        }

        var text = _argument.Text(_argument.Find("string_arg"u8, "stringArg"u8));
        if (!text.IsEmpty && !fields.Has(Field.FilePath) && Syscalls.TypeOf(fields.Text(Field.SyscallName)) == EventType.File)
        {
            fields.Add(Field.FilePath, text);
            WalkedPath.Settle(fields);
            fields.Add(Field.FileDescriptorName, text);
        }

        var address = _argument.Find("sockaddr_arg"u8, "sockaddrArg"u8);
        if (_argument.IsObject(address))
        {
            ProcessFields.Connection(
                default,
                default,
                _argument.Text(_argument.Find(address, "addr"u8)),
                _argument.Text(_argument.Find(address, "port"u8)),
                fields
            );
        }

        var socket = _argument.Find("sock_arg"u8, "sockArg"u8);
        if (_argument.IsObject(socket))
        {
            ProcessFields.Connection(
                _argument.Text(_argument.Find(socket, "saddr"u8)),
                _argument.Text(_argument.Find(socket, "sport"u8)),
                _argument.Text(_argument.Find(socket, "daddr"u8)),
                _argument.Text(_argument.Find(socket, "dport"u8)),
                fields
            );
        }
    }
}

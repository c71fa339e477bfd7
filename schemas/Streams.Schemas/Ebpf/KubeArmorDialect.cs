using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Text;

namespace Streams.Schemas.Ebpf;

/// <summary>KubeArmor's alerts and logs: programs, files and connections, with the pod.</summary>
internal sealed class KubeArmorDialect : ObjectDialect
{
    private static readonly OriginName[] Places = OriginName.Table(
        ("HostName", Field.NodeName),
        ("NamespaceName", Field.Namespace),
        ("PodName", Field.PodName),
        ("ContainerID", Field.ContainerId),
        ("ContainerName", Field.ContainerName),
        ("ContainerImage", Field.ContainerImage),
        ("Cwd", Field.ProcessWorkingDirectory),
        ("TTY", Field.ProcessTty),
        ("PolicyName", Field.RuleName),
        ("Action", Field.EventAction)
    );

    private readonly ProcessFields _process = new();
    private readonly ByteBuffer _name = new();

    /// <inheritdoc/>
    public override string Name => "kubearmor";

    /// <inheritdoc/>
    protected override Reading Read(Element element, JsonOutline outline, ParsedEvent parsed)
    {
        if (!outline.IsString(outline.Find("Operation"u8)) || !outline.IsString(outline.Find("HostName"u8)) || !outline.Has("Resource"u8))
        {
            return Reading.None;
        }

        var fields = parsed.Fields;
        var operation = outline.Text("Operation"u8);
        for (var node = outline.First(0); node != JsonOutline.None; node = outline.Next(node))
        {
            OriginName.AddOne(fields, Places, outline.Name(node), outline.Text(node));
        }

        var result = outline.Text("Result"u8);
        fields.Add(
            Field.EventOutcome,
            result.IsEmpty ? default
                : result.SequenceEqual("Passed"u8) ? "success"u8
                : "failure"u8
        );
        ProcessFields.Number(Field.ProcessId, outline.Text(outline.Find("HostPID"u8, "PID"u8)), fields);
        ProcessFields.Number(Field.UserId, outline.Text("UID"u8), fields);
        fields.Add(Field.UserName, fields.Text(Field.UserId).SequenceEqual("0"u8) ? "root"u8 : default);
        fields.Add(Field.SyscallName, Call(outline.Text("Data"u8)));
        parsed.Type = operation switch
        {
            _ when operation.SequenceEqual("Process"u8) => EventType.Process,
            _ when operation.SequenceEqual("File"u8) => EventType.File,
            _ when operation.SequenceEqual("Network"u8) => EventType.Network,
            _ => EventType.Other,
        };
        Describe(outline, parsed);
        parsed.Document = element.Body;
        parsed.IsJson = true;
        parsed.SetTime(EnvelopeTime.Of(outline, outline.Find("UpdatedTime"u8)), TimeSource.Record);
        parsed.SetTime(EnvelopeTime.Of(outline, outline.Find("Timestamp"u8)), TimeSource.Record);
        return Reading.Done;
    }

    private void Describe(JsonOutline outline, ParsedEvent parsed)
    {
        var fields = parsed.Fields;
        var resource = outline.Text("Resource"u8);
        // Of a program that is started the resource is its command line, of anything else the source is.
        var line = parsed.Type == EventType.Process ? resource : outline.Text("Source"u8);
        var program = Words.Cut(ref line, (byte)' ');
        var told = outline.Text("ProcessName"u8);
        _process.Program(told.IsEmpty ? program : told, line, fields);
        _process.Parent(outline.Text("ParentProcessName"u8), default, fields);
        if (parsed.Type == EventType.File)
        {
            fields.Add(Field.FilePath, resource);
            WalkedPath.Settle(fields);
            fields.Add(Field.FileDescriptorName, resource);
        }
        else if (parsed.Type == EventType.Network)
        {
            ProcessFields.Connection(
                default,
                default,
                Words.Between(resource, "remoteip="u8, (byte)' '),
                Words.Between(resource, "port="u8, (byte)' '),
                fields
            );
            fields.Add(Field.NetworkTransport, Lower(Words.Between(resource, "protocol="u8, (byte)' ')));
        }
    }

    /// <summary><c>syscall=SYS_OPENAT fd=…</c>, <c>kprobe=tcp_connect …</c></summary>
    private ReadOnlySpan<byte> Call(ReadOnlySpan<byte> data)
    {
        var call = Words.Between(data, "syscall=SYS_"u8, (byte)' ');
        return !call.IsEmpty
            ? Lower(call)
            : Syscalls.OfTetragon(Words.Between(data, "kprobe="u8, (byte)' ')) switch
            {
                var probe when probe.SequenceEqual("tcp_accept"u8) => "accept"u8,
                var probe => probe,
            };
    }

    private ReadOnlySpan<byte> Lower(ReadOnlySpan<byte> text)
    {
        _name.Clear();
        foreach (var octet in text[..Math.Min(text.Length, 32)])
        {
            _name.Append([octet is >= (byte)'A' and <= (byte)'Z' ? (byte)(octet | 0x20) : octet]);
        }

        return _name.Span;
    }
}

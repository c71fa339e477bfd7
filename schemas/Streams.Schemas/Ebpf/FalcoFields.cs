using Streams.Schemas.Events;

namespace Streams.Schemas.Ebpf;

/// <summary>Which of Falco's output fields are canonical ones.</summary>
internal static class FalcoFields
{
    /// <summary>The canonical field of an output field; false where there is none.</summary>
    public static bool TryField(ReadOnlySpan<byte> name, out Field field)
    {
        field = name switch
        {
            _ when name.StartsWith("proc."u8) => Process(name[5..]),
            _ when name.StartsWith("fd."u8) => Descriptor(name[3..]),
            _ when name.StartsWith("container."u8) => Container(name[10..]),
            _ when name.StartsWith("k8s."u8) => Kubernetes(name[4..]),
            // The plugin that asks the API server for it, since Falco's own fields can miss a young pod.
            _ when name.StartsWith("k8smeta."u8) => Kubernetes(name[8..]),
            _ when name.SequenceEqual("evt.type"u8) => Field.SyscallName,
            _ when name.SequenceEqual("user.name"u8) => Field.UserName,
            _ when name.SequenceEqual("user.uid"u8) => Field.UserId,
            _ when name.SequenceEqual("group.name"u8) => Field.GroupName,
            _ => Field.Count,
        };
        return field != Field.Count;
    }

    /// <summary>Whether a number is a value of the field; names and ids of containers and pods are text, and a number there is a mistake of the sender.</summary>
    public static bool IsNumeric(Field field) => field is Field.ProcessId or Field.ProcessTty or Field.UserId or Field.SourcePort or Field.DestinationPort;

    private static Field Process(ReadOnlySpan<byte> name) =>
        name switch
        {
            _ when name.SequenceEqual("pid"u8) => Field.ProcessId,
            _ when name.SequenceEqual("name"u8) => Field.ProcessName,
            _ when name.SequenceEqual("exepath"u8) => Field.ProcessExecutable,
            _ when name.SequenceEqual("cmdline"u8) => Field.ProcessCommandLine,
            _ when name.SequenceEqual("pname"u8) => Field.ProcessParentName,
            _ when name.SequenceEqual("pexepath"u8) => Field.ProcessParentExecutable,
            _ when name.SequenceEqual("pcmdline"u8) => Field.ProcessParentCommandLine,
            _ when name.SequenceEqual("cwd"u8) => Field.ProcessWorkingDirectory,
            _ when name.SequenceEqual("tty"u8) => Field.ProcessTty,
            _ => Field.Count,
        };

    private static Field Descriptor(ReadOnlySpan<byte> name) =>
        name switch
        {
            _ when name.SequenceEqual("name"u8) => Field.FileDescriptorName,
            _ when name.SequenceEqual("type"u8) => Field.FileDescriptorType,
            _ when name.SequenceEqual("sip.name"u8) || name.SequenceEqual("rip.name"u8) => Field.DestinationDomain,
            _ when name.SequenceEqual("l4proto"u8) => Field.NetworkTransport,
            _ when name.SequenceEqual("cip"u8) => Field.SourceIp,
            _ when name.SequenceEqual("cport"u8) => Field.SourcePort,
            _ when name.SequenceEqual("sip"u8) => Field.DestinationIp,
            _ when name.SequenceEqual("sport"u8) => Field.DestinationPort,
            _ => Field.Count,
        };

    private static Field Container(ReadOnlySpan<byte> name) =>
        name switch
        {
            _ when name.SequenceEqual("id"u8) => Field.ContainerId,
            _ when name.SequenceEqual("name"u8) => Field.ContainerName,
            _ when name.SequenceEqual("image"u8) || name.SequenceEqual("image.repository"u8) => Field.ContainerImage,
            _ => Field.Count,
        };

    private static Field Kubernetes(ReadOnlySpan<byte> name) =>
        name switch
        {
            _ when name.SequenceEqual("ns.name"u8) => Field.Namespace,
            _ when name.SequenceEqual("pod.name"u8) => Field.PodName,
            _ when name.SequenceEqual("pod.uid"u8) || name.SequenceEqual("pod.id"u8) => Field.PodUid,
            _ when name.SequenceEqual("pod.ip"u8) => Field.PodIp,
            _ => Field.Count,
        };
}

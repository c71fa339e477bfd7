using Streams.Schemas.Text;

namespace Streams.Schemas.Envelopes;

/// <summary>
/// What the path of a container's log says: <c>/var/log/containers/POD_NAMESPACE_CONTAINER-ID.log</c>,
/// <c>/var/log/pods/NAMESPACE_POD_UID/CONTAINER/N.log</c>, or a runtime's own file, which names the container alone.
/// </summary>
internal readonly ref struct ContainerPath
{
    private const int IdLength = 64;

    /// <summary>The namespace, or empty.</summary>
    public ReadOnlySpan<byte> Namespace { get; private init; }

    /// <summary>The pod, or empty.</summary>
    public ReadOnlySpan<byte> Pod { get; private init; }

    /// <summary>The pod's uid, or empty.</summary>
    public ReadOnlySpan<byte> Uid { get; private init; }

    /// <summary>The container's name, or empty.</summary>
    public ReadOnlySpan<byte> Container { get; private init; }

    /// <summary>The container's id, or empty.</summary>
    public ReadOnlySpan<byte> ContainerId { get; private init; }

    /// <summary>Reads a path; false where it is no container's log.</summary>
    public static bool TryRead(ReadOnlySpan<byte> path, out ContainerPath read)
    {
        read = default;
        if (path.Length < 8)
        {
            return false;
        }

        return path.LastIndexOf("/pods/"u8) is >= 0 and var pods ? TryPods(path[(pods + 6)..], out read) : TryContainers(path, out read);
    }

    /// <summary><c>NAMESPACE_POD_UID/CONTAINER/N.log</c></summary>
    private static bool TryPods(ReadOnlySpan<byte> rest, out ContainerPath read)
    {
        var uid = Words.Cut(ref rest, (byte)'/');
        var container = Words.Cut(ref rest, (byte)'/');
        var space = Words.Cut(ref uid, (byte)'_');
        var pod = Words.Cut(ref uid, (byte)'_');
        read = new ContainerPath
        {
            Namespace = space,
            Pod = pod,
            Uid = uid,
            Container = container,
        };
        return !space.IsEmpty && !pod.IsEmpty && !uid.IsEmpty && !container.IsEmpty && !rest.IsEmpty;
    }

    private static bool TryContainers(ReadOnlySpan<byte> path, out ContainerPath read)
    {
        read = default;
        var name = path[(path.LastIndexOf((byte)'/') + 1)..];
        var extension = name.IndexOf(".log"u8);
        name = extension < 0 ? name : name[..extension];
        name = name.EndsWith("-json"u8) ? name[..^5] : name;
        if (name.Length < IdLength || !IsId(name[^IdLength..]))
        {
            return false;
        }

        var id = name[^IdLength..];
        var rest = name[..^IdLength];
        if (rest.IsEmpty || rest.SequenceEqual("docker-"u8) || rest.SequenceEqual("cri-containerd-"u8) || rest.SequenceEqual("crio-"u8))
        {
            read = new ContainerPath { ContainerId = id };
            return true;
        }

        var pod = Words.Cut(ref rest, (byte)'_');
        var space = Words.Cut(ref rest, (byte)'_');
        if (pod.IsEmpty || space.IsEmpty || rest.Length < 2 || rest[^1] != '-')
        {
            return false;
        }

        read = new ContainerPath
        {
            Namespace = space,
            Pod = pod,
            Container = rest[..^1],
            ContainerId = id,
        };
        return true;
    }

    private static bool IsId(ReadOnlySpan<byte> text) => text.IndexOfAnyExcept("0123456789abcdef"u8) < 0;
}

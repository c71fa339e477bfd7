using System.Text;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Container;

/// <summary>
/// Which container a line comes from, by the path of its file: <c>/var/log/containers/POD_NAMESPACE_CONTAINER-ID.log</c>,
/// <c>/var/log/pods/NAMESPACE_POD_UID/CONTAINER/N.log</c>; else by the record's key. What is known already stays.
/// </summary>
internal sealed class ContainerIdentity
{
    private const int IdLength = 64;
    private const int MostNames = 4096;
    private readonly Dictionary<string, byte[]> _names = new(StringComparer.Ordinal);

    /// <summary>Adds what the shipper's path says, else the file's, else the key.</summary>
    public void Describe(FieldSet fields, ReadOnlySpan<byte> path, in RawRecord record)
    {
        if (TryDescribe(fields, path) || (record.FileName is { } fileName && TryDescribe(fields, Name(fileName))))
        {
            return;
        }

        // A key is whoever published the record's word: it names a container only where nothing else does.
        if (!fields.Has(Field.ContainerId) && !fields.Has(Field.PodName))
        {
            TryDescribe(fields, record.Key.Span);
        }
    }

    private static bool TryDescribe(FieldSet fields, ReadOnlySpan<byte> path)
    {
        if (path.Length < 8)
        {
            return false;
        }

        return path.LastIndexOf("/pods/"u8) is >= 0 and var pods ? TryPods(fields, path[(pods + 6)..]) : TryContainers(fields, path);
    }

    /// <summary><c>NAMESPACE_POD_UID/CONTAINER/N.log</c></summary>
    private static bool TryPods(FieldSet fields, ReadOnlySpan<byte> rest)
    {
        var pod = Words.Cut(ref rest, (byte)'/');
        var container = Words.Cut(ref rest, (byte)'/');
        var space = Words.Cut(ref pod, (byte)'_');
        var name = Words.Cut(ref pod, (byte)'_');
        if (space.IsEmpty || name.IsEmpty || pod.IsEmpty || container.IsEmpty || rest.IsEmpty || IsOfAnother(fields, name, space))
        {
            return false;
        }

        OriginName.Add(fields, Field.Namespace, space);
        OriginName.Add(fields, Field.PodName, name);
        OriginName.Add(fields, Field.PodUid, pod);
        OriginName.Add(fields, Field.ContainerName, container);
        return true;
    }

    private static bool TryContainers(FieldSet fields, ReadOnlySpan<byte> path)
    {
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
            OriginName.Add(fields, Field.ContainerId, id);
            return true;
        }

        var pod = Words.Cut(ref rest, (byte)'_');
        var space = Words.Cut(ref rest, (byte)'_');
        if (pod.IsEmpty || space.IsEmpty || rest.Length < 2 || rest[^1] != '-' || IsOfAnother(fields, pod, space))
        {
            return false;
        }

        OriginName.Add(fields, Field.ContainerId, id);
        OriginName.Add(fields, Field.PodName, pod);
        OriginName.Add(fields, Field.Namespace, space);
        OriginName.Add(fields, Field.ContainerName, rest[..^1]);
        return true;
    }

    /// <summary>Whether the shipper named another pod: then the path is not that of the line's file.</summary>
    private static bool IsOfAnother(FieldSet fields, ReadOnlySpan<byte> pod, ReadOnlySpan<byte> space) =>
        (fields.Has(Field.PodName) && !fields.Text(Field.PodName).SequenceEqual(pod))
        || (fields.Has(Field.Namespace) && !fields.Text(Field.Namespace).SequenceEqual(space));

    private static bool IsId(ReadOnlySpan<byte> text) => text.IndexOfAnyExcept("0123456789abcdef"u8) < 0;

    private byte[] Name(string fileName)
    {
        if (_names.TryGetValue(fileName, out var bytes))
        {
            return bytes;
        }

        if (_names.Count == MostNames)
        {
            _names.Clear();
        }

        return _names[fileName] = Encoding.UTF8.GetBytes(fileName);
    }
}

using System.Text;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Container;

/// <summary>
/// Which container a line comes from, by the path of its file (<see cref="ContainerPath"/>); else by the record's key. What is known already stays.
/// </summary>
internal sealed class ContainerIdentity
{
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
        if (!ContainerPath.TryRead(path, out var read) || (!read.Pod.IsEmpty && IsOfAnother(fields, read.Pod, read.Namespace)))
        {
            return false;
        }

        OriginName.Add(fields, Field.ContainerId, read.ContainerId);
        OriginName.Add(fields, Field.Namespace, read.Namespace);
        OriginName.Add(fields, Field.PodName, read.Pod);
        OriginName.Add(fields, Field.PodUid, read.Uid);
        OriginName.Add(fields, Field.ContainerName, read.Container);
        return true;
    }

    /// <summary>Whether the shipper named another pod: then the path is not that of the line's file.</summary>
    private static bool IsOfAnother(FieldSet fields, ReadOnlySpan<byte> pod, ReadOnlySpan<byte> space) =>
        (fields.Has(Field.PodName) && !fields.Text(Field.PodName).SequenceEqual(pod))
        || (fields.Has(Field.Namespace) && !fields.Text(Field.Namespace).SequenceEqual(space));

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

using System.Text;
using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Container;

/// <summary>Which container a line comes from, by the name of its file (<c>POD_NAMESPACE_CONTAINER-ID.log</c>) or by the record's key.</summary>
internal sealed class ContainerIdentity
{
    private const int IdLength = 64;
    private const int MostNames = 4096;
    private readonly Dictionary<string, byte[]> _names = new(StringComparer.Ordinal);

    /// <summary>Adds what the file's name or else the key says.</summary>
    public void Describe(FieldSet fields, string? fileName, ReadOnlySpan<byte> key)
    {
        if (fileName is null || !TryDescribe(fields, Name(fileName)))
        {
            TryDescribe(fields, key);
        }
    }

    private static bool TryDescribe(FieldSet fields, ReadOnlySpan<byte> name)
    {
        var slash = name.LastIndexOf((byte)'/');
        name = name[(slash + 1)..];
        name = name.EndsWith(".log"u8) ? name[..^4] : name;
        if (name.Length < IdLength || !IsId(name[^IdLength..]))
        {
            return false;
        }

        var id = name[^IdLength..];
        var rest = name[..^IdLength];
        if (rest.IsEmpty)
        {
            fields.Add(Field.ContainerId, id);
            return true;
        }

        var pod = Words.Cut(ref rest, (byte)'_');
        var space = Words.Cut(ref rest, (byte)'_');
        if (pod.IsEmpty || space.IsEmpty || rest.Length < 2 || rest[^1] != '-')
        {
            return false;
        }

        fields.Add(Field.ContainerId, id);
        fields.Add(Field.PodName, pod);
        fields.Add(Field.Namespace, space);
        fields.Add(Field.ContainerName, rest[..^1]);
        return true;
    }

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

using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Audit;

/// <summary>A path of the node that a pod mounts, as the kernel reads it: without doubled and trailing slashes and dots that mean nothing. One thread.</summary>
internal sealed class HostPathField
{
    private readonly ByteBuffer _path = new();

    /// <summary>Adds it to an event.</summary>
    public void Add(FieldSet fields, ReadOnlySpan<byte> path)
    {
        _path.Clear();
        while (!path.IsEmpty)
        {
            var segment = Words.Cut(ref path, (byte)'/');
            if (!segment.IsEmpty && !segment.SequenceEqual("."u8))
            {
                _path.Append("/"u8);
                _path.Append(segment);
            }
        }

        fields.Add(Field.PodSpecHostPath, _path.Length == 0 ? "/"u8 : _path.Span);
    }
}

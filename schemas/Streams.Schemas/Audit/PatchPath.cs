using Streams.Schemas.Text;

namespace Streams.Schemas.Audit;

/// <summary>What a JSON patch changes, as its path says. One thread.</summary>
internal sealed class PatchPath
{
    private readonly ByteBuffer _path = new();

    /// <summary>The member it changes; of an item of a list the list's name.</summary>
    public ReadOnlySpan<byte> Name => Last(Member);

    /// <summary>The object that has the member.</summary>
    public ReadOnlySpan<byte> Parent => Last(Before(Member));

    /// <summary>The path without the place in a list.</summary>
    private ReadOnlySpan<byte> Member => IsPlace(Last(_path.Span)) ? Before(_path.Span) : _path.Span;

    /// <summary>Takes in a path.</summary>
    public void Set(ReadOnlySpan<byte> path)
    {
        _path.Clear();
        _path.Append(path);
    }

    private static bool IsPlace(ReadOnlySpan<byte> segment) =>
        segment.SequenceEqual("-"u8) || (!segment.IsEmpty && !segment.ContainsAnyExceptInRange((byte)'0', (byte)'9'));

    private static ReadOnlySpan<byte> Last(ReadOnlySpan<byte> path) => path[(path.LastIndexOf((byte)'/') + 1)..];

    private static ReadOnlySpan<byte> Before(ReadOnlySpan<byte> path) => path.LastIndexOf((byte)'/') is >= 0 and var at ? path[..at] : default;
}

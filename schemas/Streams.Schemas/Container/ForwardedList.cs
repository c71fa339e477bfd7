using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Container;

/// <summary>
/// The addresses that a server writes in front of a line where its format begins with the forwarding header (<c>203.0.113.9, 10.0.0.1 - - [...</c>).
/// The last is what the nearest relay saw; what stands before it are the client's own words.
/// </summary>
internal static class ForwardedList
{
    private const int Most = 16;

    /// <summary>Cuts the list, or the one word there is, and gives its last; what stands before it is added as forwarded.</summary>
    public static ReadOnlySpan<byte> CutLast(ref ReadOnlySpan<byte> rest, FieldSet fields)
    {
        var client = Words.Cut(ref rest, (byte)' ');
        for (var cut = 0; client is [.., (byte)','] && cut < Most; cut++)
        {
            IpAddress.TryAdd(fields, Field.SourceForwarded, client[..^1]);
            client = Words.Cut(ref rest, (byte)' ');
        }

        return client;
    }
}

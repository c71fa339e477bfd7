using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Container;

/// <summary>
/// What a server writes in front of a line where its format begins with the forwarding header, its own name, or both:
/// <c>203.0.113.9, 10.0.0.1 - - [...</c>, <c>203.0.113.9 10.0.0.1 - - [...</c>, <c>- 10.0.0.1 - - [...</c>, <c>shop.example 10.0.0.1 - - [...</c>.
/// The last address is what the server, or the nearest relay, saw; what stands before it are the client's own words.
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

        // Behind a client's address stands what identd says, which nobody asks: a second address is the peer's, and the first a header.
        var next = rest;
        Span<byte> peer = stackalloc byte[IpAddress.MaxLength];
        if (Words.Cut(ref next, (byte)' ') is var second && IpAddress.TryCanonical(second, peer, out _))
        {
            IpAddress.TryAdd(fields, Field.SourceForwarded, client);
            client = second;
            rest = next;
        }

        return client;
    }
}

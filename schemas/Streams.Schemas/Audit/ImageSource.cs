using Streams.Schemas.Events;

namespace Streams.Schemas.Audit;

/// <summary>
/// Who stands behind an image: its registry, and at the registries that anybody may fill the owner as well: <c>docker.io/library</c>, <c>ghcr.io/fluxcd</c>, <c>registry.example</c>.
/// Names, tags and digests change with every roll-out, this seldom.
/// </summary>
internal static class ImageSource
{
    /// <summary>The longest that a source is told.</summary>
    private const int Longest = 255;

    /// <summary>Adds the source of an image; nothing where it is no reference.</summary>
    public static void Add(FieldSet fields, ReadOnlySpan<byte> image)
    {
        var slash = image.IndexOf((byte)'/');
        var first = slash < 0 ? default : image[..slash];
        var hasHost = first.IndexOfAny((byte)'.', (byte)':') >= 0 || first.SequenceEqual("localhost"u8);
        var host = hasHost ? first : "docker.io"u8;
        var path = hasHost ? image[(slash + 1)..] : image;
        if (image.IsEmpty || path.IsEmpty || image.ContainsAny((byte)' ', (byte)'\n'))
        {
            return;
        }

        if (!IsForAnybody(host))
        {
            fields.Add(Field.PodSpecImageSource, host.Length > Longest ? host[..Longest] : host);
            return;
        }

        var end = path.IndexOf((byte)'/');
        var owner = end < 0 ? "library"u8 : path[..end];
        Span<byte> whole = stackalloc byte[Longest];
        owner = owner.Length > Longest - host.Length - 1 ? owner[..(Longest - host.Length - 1)] : owner;
        host.CopyTo(whole);
        whole[host.Length] = (byte)'/';
        owner.CopyTo(whole[(host.Length + 1)..]);
        fields.Add(Field.PodSpecImageSource, whole[..(host.Length + 1 + owner.Length)]);
    }

    private static bool IsForAnybody(ReadOnlySpan<byte> host) =>
        host.Length <= 64
        && (
            host.SequenceEqual("docker.io"u8)
            || host.SequenceEqual("index.docker.io"u8)
            || host.SequenceEqual("registry-1.docker.io"u8)
            || host.SequenceEqual("ghcr.io"u8)
            || host.SequenceEqual("quay.io"u8)
            || host.SequenceEqual("public.ecr.aws"u8)
            || host.SequenceEqual("registry.gitlab.com"u8)
            || host.SequenceEqual("gcr.io"u8)
            || host.EndsWith(".gcr.io"u8)
            || host.EndsWith(".pkg.dev"u8)
        );
}

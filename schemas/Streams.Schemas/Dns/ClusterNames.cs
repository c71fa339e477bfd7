using System.Text;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Dns;

/// <summary>Tells names of the cluster, and outside names that a resolver's search list has lengthened, from plain outside names.</summary>
internal sealed class ClusterNames(ParserOptions options)
{
    private readonly byte[][] _suffixes = [.. options.ClusterDomains.Select(Suffix)];

    /// <summary>
    /// Whether the name (lower case, no final dot) ends in a cluster domain. That holds for a search suffix's expansion as well
    /// (<c>example.com.shop.svc.cluster.local</c>).
    /// </summary>
    public bool Contains(ReadOnlySpan<byte> name)
    {
        foreach (var suffix in _suffixes)
        {
            if (name.EndsWith(suffix.AsSpan(1)) && (name.Length == suffix.Length - 1 || name.EndsWith(suffix)))
            {
                return true;
            }
        }

        return false;
    }

    private static byte[] Suffix(string domain) => Encoding.UTF8.GetBytes("." + domain.Trim('.').ToLowerInvariant());
}

using System.Security.Cryptography;
using System.Text;

namespace Streams.Connectors.Sinks.Pseudonyms;

/// <summary>A name that only who has the key can tell: the beginning of an HMAC-SHA256. Of equal values equal, whatever they are of.</summary>
public static class Pseudonym
{
    /// <summary>How all begin.</summary>
    public const string Prefix = "anon-";

    private const int Bytes = 10;

    /// <summary>The pseudonym of a value under a key.</summary>
    public static string Of(string key, string value) =>
        Prefix + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value)).AsSpan(0, Bytes));
}

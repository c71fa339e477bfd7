using System.Security.Cryptography;
using System.Text;

namespace Streams.Schemas.Kernel;

/// <summary>The name of a pod's interface on its host, as Calico makes it.</summary>
public static class VethName
{
    /// <summary><c>cali</c> and the first eleven hexadecimal digits of SHA-1 of <c>namespace.pod</c>.</summary>
    public static string Of(string @namespace, string pod)
    {
#pragma warning disable CA5350 // Calico's naming, no protection
        var hash = SHA1.HashData(Encoding.UTF8.GetBytes($"{@namespace}.{pod}"));
#pragma warning restore CA5350
        return string.Concat("cali", Convert.ToHexStringLower(hash).AsSpan(0, 11));
    }
}

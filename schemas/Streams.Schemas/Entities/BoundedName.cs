using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Streams.Schemas.Entities;

/// <summary>
/// A name or value as tables keep it: no longer than 512 characters, so that what is bounded in entries is bounded in bytes, whoever chose the name.
/// Of a longer one the beginning stays, with a hash of the whole: two that differ still do.
/// </summary>
public static class BoundedName
{
    /// <summary>The longest.</summary>
    public const int Longest = 512;
    private const int HashBytes = 16;
    private const int Beginning = Longest - 1 - (2 * HashBytes);

    /// <summary>The name, no longer than may be.</summary>
    [return: NotNullIfNotNull(nameof(name))]
    public static string? Of(string? name) =>
        name is null || name.Length <= Longest
            ? name
            : $"{name.AsSpan(0, char.IsHighSurrogate(name[Beginning - 1]) ? Beginning - 1 : Beginning)}…{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, HashBytes))}";
}

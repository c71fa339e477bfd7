using Streams.Redaction.Patterns;

namespace Streams.Redaction;

/// <summary>
/// All that is known of how secrets look, found by how they begin. Three letters roll through a number, five bits each, so that case does not matter; a table says whether anything begins so.
/// Two sets of vectorised search took three to ten times as long: there are too many beginnings, and the shortest rule.
/// </summary>
internal static class SecretPatterns
{
    /// <summary>Every beginning has so many letters.</summary>
    public const int Letters = 3;

    private const int Bits = 5;
    private const int Places = 1 << (Letters * Bits);

    private static readonly Beginning[]?[] ByLetters = Table([
        .. PrivateKeys.All,
        .. KnownTokens.All,
        .. Addresses.All,
        .. Manifests.All,
        .. NamedSecrets.All,
        .. CommandLines.All,
        .. ProgramFlags.All,
        .. UserFlags.All,
        .. UserPairs.All,
        .. Sql.All,
        .. PipedSecrets.All,
        .. PositionalSecrets.All,
        .. StoredSecrets.All,
        .. Logons.All,
        .. Protocols.All,
        .. Dumps.All,
        .. ServiceTokens.All,
        .. Accounts.All,
        .. Calls.All,
        .. Announced.All,
    ]);

    /// <summary>Small enough to stay beside the processor.</summary>
    private static readonly ulong[] Begun = Bitmap();

    /// <summary>The number of the last letters, one letter on.</summary>
    public static int Roll(int letters, char next) => ((letters << Bits) | (next & ((1 << Bits) - 1))) & (Places - 1);

    /// <summary>Whether anything may begin with these letters.</summary>
    public static bool MayBegin(int letters) => ((Begun[letters >> 6] >> letters) & 1) != 0;

    /// <summary>What may begin with them.</summary>
    public static ReadOnlySpan<Beginning> At(int letters) => ByLetters[letters];

    private static ulong[] Bitmap()
    {
        var bits = new ulong[Places / 64];
        for (var i = 0; i < Places; i++)
        {
            bits[i >> 6] |= ByLetters[i] is null ? 0 : 1UL << i;
        }

        return bits;
    }

    private static Beginning[]?[] Table(IEnumerable<SecretPattern> all)
    {
        var table = new Beginning[]?[Places];
        var beginnings = all.SelectMany(p => p.Beginnings.Select(b => (Text: p.IsExact ? b : b.ToLowerInvariant(), p.IsExact, Pattern: p)))
            .GroupBy(b => (b.Text, b.IsExact), b => b.Pattern)
            .Select(b => new Beginning(b.Key.Text, b.Key.IsExact, [.. b]));
        foreach (var place in beginnings.GroupBy(b => b.Text[..Letters].Aggregate(0, Roll)))
        {
            table[place.Key] = [.. place];
        }

        return table;
    }
}

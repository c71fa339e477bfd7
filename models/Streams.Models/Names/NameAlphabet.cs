namespace Streams.Models.Names;

/// <summary>The symbols the models know: a to z, a digit, and everything that ends a word.</summary>
internal static class NameAlphabet
{
    /// <summary>How many symbols there are.</summary>
    public const int Size = 28;

    /// <summary>Any digit.</summary>
    public const int Digit = 26;

    /// <summary>Start, end, hyphen, underscore.</summary>
    public const int Break = 27;

    /// <summary>The most characters a label has (RFC 1035 §2.3.4); what is beyond is not read.</summary>
    public const int MaxLabel = 63;

    /// <summary>The symbol of a character, -1 for one that is not in the alphabet.</summary>
    public static int Symbol(char character) =>
        character switch
        {
            >= 'a' and <= 'z' => character - 'a',
            >= 'A' and <= 'Z' => character - 'A',
            >= '0' and <= '9' => Digit,
            '-' or '_' => Break,
            _ => -1,
        };

    /// <summary>Whether the symbol is a vowel, y included.</summary>
    public static bool IsVowel(int symbol) => symbol < Digit && ((1 << symbol) & Vowels) != 0;

    private const int Vowels = 1 | (1 << 4) | (1 << 8) | (1 << 14) | (1 << 20) | (1 << 24);
}

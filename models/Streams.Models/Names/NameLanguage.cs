namespace Streams.Models.Names;

/// <summary>
/// What ordinary names are made of: the log-probability of every trigram, and the pieces of four letters that words contain.
/// Immutable, thread-safe.
/// </summary>
internal sealed class NameLanguage
{
    /// <summary>Steps of one nat in which log-probabilities are kept.</summary>
    public const float Scale = 16f;

    private const int Cells = NameAlphabet.Size * NameAlphabet.Size * NameAlphabet.Size;
    private readonly float[] _trigrams = new float[Cells];
    private readonly ulong[] _pieces = new ulong[((26 * 26 * 26 * 26) + 63) / 64];

    /// <summary>Of the stored form.</summary>
    /// <param name="costs">For every trigram, the negative log-probability in steps of 1/<see cref="Scale"/>.</param>
    /// <param name="pieces">Pieces of four letters, one after another.</param>
    /// <exception cref="FormatException">The form is not one that the trainer writes.</exception>
    public NameLanguage(ReadOnlyMemory<byte> costs, string pieces)
    {
        if (costs.Length != Cells || pieces.Length % 4 != 0 || pieces.AsSpan().ContainsAnyExceptInRange('a', 'z'))
        {
            throw new FormatException($"a language of {costs.Length} trigrams and {pieces.Length} letters of pieces is not one");
        }

        Costs = costs;
        Pieces = pieces;
        for (var i = 0; i < Cells; i++)
        {
            _trigrams[i] = -costs.Span[i] / Scale;
        }

        for (var i = 0; i < pieces.Length; i += 4)
        {
            var index = Piece(pieces[i] - 'a', pieces[i + 1] - 'a', pieces[i + 2] - 'a', pieces[i + 3] - 'a');
            _pieces[index >> 6] |= 1UL << (index & 63);
        }
    }

    /// <summary>The stored form of the trigrams.</summary>
    public ReadOnlyMemory<byte> Costs { get; }

    /// <summary>The stored form of the pieces.</summary>
    public string Pieces { get; }

    /// <summary>The natural logarithm of how likely the third symbol follows the first two.</summary>
    public float LogProbability(int first, int second, int third) => _trigrams[(((first * NameAlphabet.Size) + second) * NameAlphabet.Size) + third];

    /// <summary>Whether words contain these four letters in a row. False when one of them is no letter.</summary>
    public bool HasPiece(int a, int b, int c, int d)
    {
        if (Math.Max(Math.Max(a, b), Math.Max(c, d)) >= NameAlphabet.Digit)
        {
            return false;
        }

        var index = Piece(a, b, c, d);
        return (_pieces[index >> 6] & (1UL << (index & 63))) != 0;
    }

    private static int Piece(int a, int b, int c, int d) => (((((a * 26) + b) * 26) + c) * 26) + d;
}

using Streams.Models.Names;

namespace Streams.Models.Training;

/// <summary>Learns a <see cref="NameLanguage"/> from words and from names that are composed of them. Exact: the same words give the same bytes.</summary>
internal static class NameLanguageBuilder
{
    private const int Size = NameAlphabet.Size;
    private const double TrigramWeight = 4;
    private const double BigramWeight = 8;

    /// <summary>Learns.</summary>
    public static NameLanguage Build(IReadOnlyList<string> words, IEnumerable<string> names)
    {
        var three = new double[Size * Size * Size];
        foreach (var word in words)
        {
            Count(word, 4, three);
        }

        foreach (var name in names)
        {
            Count(name, 0.25, three);
        }

        var pieces = words
            .Where(w => w.Length >= 4)
            .SelectMany(w => Enumerable.Range(0, w.Length - 3).Select(i => w.Substring(i, 4)))
            .Where(p => !p.AsSpan().ContainsAnyExceptInRange('a', 'z'))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
        return new NameLanguage(Costs(three), string.Concat(pieces));
    }

    private static void Count(string name, double weight, double[] three)
    {
        int first = NameAlphabet.Break,
            second = NameAlphabet.Break;
        for (var i = 0; i <= name.Length; i++)
        {
            var third = i < name.Length ? NameAlphabet.Symbol(name[i]) : NameAlphabet.Break;
            three[(((first * Size) + second) * Size) + third] += weight;
            (first, second) = (second, third);
        }
    }

    /// <summary>Trigrams fall back on bigrams, those on single symbols, those on an equal share (Witten-Bell with fixed weights).</summary>
    private static byte[] Costs(double[] three)
    {
        var two = new double[Size * Size];
        var one = new double[Size];
        for (var i = 0; i < three.Length; i++)
        {
            two[i % (Size * Size)] += three[i];
            one[i % Size] += three[i];
        }

        var total = one.Sum();
        var costs = new byte[three.Length];
        for (var pair = 0; pair < Size * Size; pair++)
        {
            var pairs = three.AsSpan(pair * Size, Size).ToArray().Sum();
            var second = pair % Size;
            var seconds = two.AsSpan(second * Size, Size).ToArray().Sum();
            for (var third = 0; third < Size; third++)
            {
                var single = (one[third] + 1) / (total + Size);
                var bigram = (two[(second * Size) + third] + (BigramWeight * single)) / (seconds + BigramWeight);
                var trigram = (three[(pair * Size) + third] + (TrigramWeight * bigram)) / (pairs + TrigramWeight);
                costs[(pair * Size) + third] = (byte)Math.Clamp(Math.Round(-Math.Log(trigram) * NameLanguage.Scale), 0, 255);
            }
        }

        return costs;
    }
}

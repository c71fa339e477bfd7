namespace Streams.Models.Names;

/// <summary>
/// The numbers that describe a registered domain: those of its first label, the one left of the public suffix.
/// Each is scaled to lie near 0..1, so that a linear model needs no normalisation. Thread-safe, allocates nothing.
/// </summary>
internal static class DomainFeatures
{
    /// <summary>The names of the features, in their order. A trained model is bound to them.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "length",
        "shortness",
        "entropy",
        "distinct_share",
        "mean_log_likelihood",
        "log_likelihood_ratio",
        "worst_stretch",
        "rare_share",
        "rare_count",
        "vowel_ratio",
        "vowel_distance",
        "consonant_run",
        "vowel_run",
        "digit_ratio",
        "digit_switches",
        "piece_share",
        "piece_run",
        "unknown_letters",
        "hyphens",
        "hex_with_digits",
        "length_beyond_18",
        "alternation",
        "worst_three",
        "joined_words",
    ];

    /// <summary>How many features there are.</summary>
    public const int Count = 24;

    private const float Uniform = -3.296f; // ln 1/27
    private const float Rare = -5f;
    private const int Stretch = 5;
    private const int Usual = 18;
    private const float Wordy = 0.7f;

    /// <summary>
    /// Describes a domain. False when there is nothing to describe: no letter or digit, letters outside ASCII, or punycode,
    /// whose letters stand for others of which the language knows nothing.
    /// </summary>
    /// <param name="domain">A registered domain, without the final dot.</param>
    /// <param name="language">What ordinary names are made of.</param>
    /// <param name="features">Room for <see cref="Count"/> numbers.</param>
    public static bool TryRead(ReadOnlySpan<char> domain, NameLanguage language, Span<float> features)
    {
        var dot = domain.IndexOf('.');
        var label = dot < 0 ? domain : domain[..dot];
        label = label.Length > NameAlphabet.MaxLabel ? label[..NameAlphabet.MaxLabel] : label;
        if (label.IsEmpty || label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var empty = true;
        Span<sbyte> symbols = stackalloc sbyte[NameAlphabet.MaxLabel];
        for (var i = 0; i < label.Length; i++)
        {
            var symbol = NameAlphabet.Symbol(label[i]);
            if (symbol < 0)
            {
                return false;
            }

            symbols[i] = (sbyte)symbol;
            empty &= symbol == NameAlphabet.Break;
        }

        if (empty)
        {
            return false;
        }

        symbols = symbols[..label.Length];
        Characters(label, features);
        Likelihood(symbols, language, features);
        Runs(symbols, features);
        Pieces(symbols, language, features);
        features[20] = Math.Max(0, label.Length - Usual) / 16f;
        features[23] = features[15] > Wordy && features[18] == 0 ? Math.Max(0, label.Length - Usual - 2) / 16f : 0f;
        return true;
    }

    private static void Characters(ReadOnlySpan<char> label, Span<float> features)
    {
        Span<byte> counts = stackalloc byte[128];
        counts.Clear();
        bool hex = true,
            digit = false,
            letter = false;
        var hyphens = 0;
        foreach (var written in label)
        {
            var character = char.ToLowerInvariant(written);
            counts[character]++;
            hex &= char.IsAsciiHexDigit(character);
            digit |= char.IsAsciiDigit(character);
            letter |= char.IsAsciiLetter(character);
            hyphens += character == '-' ? 1 : 0;
        }

        var entropy = 0f;
        var distinct = 0;
        foreach (var written in label)
        {
            var character = char.ToLowerInvariant(written);
            var count = counts[character];
            if (count > 0)
            {
                distinct++;
                entropy -= count * Logarithms[count];
                counts[character] = 0;
            }
        }

        entropy = (entropy / label.Length) + Logarithms[label.Length];
        features[0] = label.Length / 32f;
        features[1] = Math.Max(0, 8 - label.Length) / 8f;
        features[2] = entropy / 5f;
        features[3] = distinct / (float)label.Length;
        features[18] = hyphens / 4f;
        features[19] = hex && digit && letter && label.Length >= 8 ? 1f : 0f;
    }

    private static void Likelihood(ReadOnlySpan<sbyte> symbols, NameLanguage language, Span<float> features)
    {
        Span<float> logs = stackalloc float[NameAlphabet.MaxLabel + 1];
        int first = NameAlphabet.Break,
            second = NameAlphabet.Break,
            rare = 0;
        float sum = 0,
            window = 0,
            worst = 0;
        var three = (Least: 0f, Next: 0f, Last: 0f);
        for (var i = 0; i <= symbols.Length; i++)
        {
            var third = i < symbols.Length ? symbols[i] : NameAlphabet.Break;
            var log = language.LogProbability(first, second, third);
            logs[i] = log;
            sum += log;
            window += log - (i >= Stretch ? logs[i - Stretch] : 0f);
            worst = i >= Stretch - 1 ? Math.Min(worst, window) : worst;
            rare += log < Rare ? 1 : 0;
            three =
                log < three.Least ? (log, three.Least, three.Next)
                : log < three.Next ? (three.Least, log, three.Next)
                : log < three.Last ? (three.Least, three.Next, log)
                : three;
            (first, second) = (second, third);
        }

        var steps = symbols.Length + 1;
        features[4] = -sum / steps / 8f;
        features[5] = (sum - (Uniform * steps)) / 32f;
        features[6] = -worst / Stretch / 8f;
        features[7] = rare / (float)steps;
        features[8] = rare / 16f;
        features[22] = -(three.Least + three.Next + three.Last) / 3f / 8f;
    }

    private static void Runs(ReadOnlySpan<sbyte> symbols, Span<float> features)
    {
        int vowels = 0,
            letters = 0,
            digits = 0,
            switches = 0,
            consonantRun = 0,
            vowelRun = 0,
            consonants = 0,
            vowelsInRow = 0,
            pairs = 0,
            changes = 0;
        for (var i = 0; i < symbols.Length; i++)
        {
            var symbol = symbols[i];
            var letter = symbol < NameAlphabet.Digit;
            var vowel = NameAlphabet.IsVowel(symbol);
            letters += letter ? 1 : 0;
            vowels += vowel ? 1 : 0;
            digits += symbol == NameAlphabet.Digit ? 1 : 0;
            switches += i > 0 && (symbol == NameAlphabet.Digit) != (symbols[i - 1] == NameAlphabet.Digit) ? 1 : 0;
            var pair = letter && i > 0 && symbols[i - 1] < NameAlphabet.Digit;
            pairs += pair ? 1 : 0;
            changes += pair && vowel != NameAlphabet.IsVowel(symbols[i - 1]) ? 1 : 0;
            consonants = letter && !vowel ? consonants + 1 : 0;
            vowelsInRow = vowel ? vowelsInRow + 1 : 0;
            consonantRun = Math.Max(consonantRun, consonants);
            vowelRun = Math.Max(vowelRun, vowelsInRow);
        }

        features[9] = letters == 0 ? 0f : vowels / (float)letters;
        features[10] = letters == 0 ? 0f : Math.Abs(features[9] - 0.4f);
        features[11] = consonantRun / 8f;
        features[12] = vowelRun / 4f;
        features[13] = digits / (float)symbols.Length;
        features[14] = switches / 8f;
        features[21] = pairs == 0 ? 0f : changes / (float)pairs;
    }

    private static void Pieces(ReadOnlySpan<sbyte> symbols, NameLanguage language, Span<float> features)
    {
        int covered = 0,
            letters = 0,
            until = 0,
            from = 0,
            run = 0;
        for (var i = 0; i < symbols.Length; i++)
        {
            if (i + 4 <= symbols.Length && language.HasPiece(symbols[i], symbols[i + 1], symbols[i + 2], symbols[i + 3]))
            {
                from = i < until ? from : i;
                until = i + 4;
                run = Math.Max(run, until - from);
            }

            var letter = symbols[i] < NameAlphabet.Digit;
            letters += letter ? 1 : 0;
            covered += letter && i < until ? 1 : 0;
        }

        features[15] = letters == 0 ? 0f : covered / (float)letters;
        features[16] = run / 16f;
        features[17] = (letters - covered) / 16f;
    }

    private static readonly float[] Logarithms = [.. Enumerable.Range(0, NameAlphabet.MaxLabel + 1).Select(n => n == 0 ? 0f : MathF.Log2(n))];
}

namespace Streams.Models.Training;

/// <summary>
/// Makes names as a generator in malware would, by families of our own making; none is taken from a real one.
/// Not thread-safe; the same seed gives the same names.
/// </summary>
internal sealed class GeneratedNames(IReadOnlyList<string> words, Random random)
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";
    private const string Consonants = "bcdfghjklmnpqrstvwxz";
    private const string Onsets = "bcdfghjklmnpqrstvwxyz";
    private uint _state = (uint)random.Next();

    /// <summary>The next name, a label without its suffix.</summary>
    public string Next() =>
        random.Next(125) switch
        {
            < 36 => Draw(Letters, random.Next(8, 19)),
            < 42 => Draw(Letters, random.Next(19, 31)),
            < 46 => Draw(Letters, random.Next(6, 8)),
            < 53 => Draw("0123456789abcdef", random.Next(10, 33)),
            < 64 => Draw("abcdefghijklmnopqrstuvwxyz0123456789", random.Next(10, 29)),
            < 70 => Heavy(random.Next(8, 18)),
            < 84 => Congruent(),
            < 92 => Draw(Subset(), random.Next(10, 20)),
            < 95 => words[random.Next(words.Count)] + Draw("0123456789", random.Next(5, 10)),
            < 100 => words[random.Next(words.Count)] + Draw(Letters, random.Next(8, 13)),
            < 113 => Syllables(random.Next(6, 13)),
            _ => Joined(random.Next(21, 34)),
        };

    private string Draw(string of, int length) => string.Create(length, (of, random), static (span, state) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = state.of[state.random.Next(state.of.Length)];
            }
        });

    private string Heavy(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => random.Next(10) < 9 ? Draw(Consonants, 1) : Draw("aeiouy", 1)));

    /// <summary>What can be spoken and means nothing: open syllables, closed ones, or clusters behind a vowel.</summary>
    private string Syllables(int length)
    {
        var kind = random.Next(4);
        var vowels = kind == 3 ? "aeiouy" : "aeiou";
        var name = "";
        while (name.Length < length)
        {
            var (first, vowel, last) = (Draw(Onsets, 1), Draw(vowels, 1), Draw(Onsets, 1));
            name += (kind, random.Next(6)) switch
            {
                (0 or 3, _) or (2, < 3) => first + vowel,
                (1, < 2) => first + vowel + last,
                (1, < 4) => first + vowel + Draw(vowels, 1),
                (1, _) => vowel + first,
                _ => vowel + first + last,
            };
        }

        return name[..length];
    }

    /// <summary>Words one after another, more than a person would put into a name.</summary>
    private string Joined(int length)
    {
        var name = "";
        while (name.Length < length)
        {
            name += words[random.Next(words.Count)];
        }

        return name;
    }

    private string Subset()
    {
        var letters = Letters.ToCharArray();
        random.Shuffle(letters);
        return new string(letters, 0, random.Next(12, 20));
    }

    private string Congruent()
    {
        Step();
        var length = 9 + (int)(_state >> 28);
        var reach = (_state & 0x10000) == 0 ? 25u : 26u;
        return string.Create(length, (this, reach), static (span, state) =>
        {
            foreach (ref var letter in span)
            {
                state.Item1.Step();
                letter = (char)('a' + ((state.Item1._state >> 16) % state.reach));
            }
        });
    }

    private void Step() => _state = unchecked((_state * 0x2c9277b5) + 0x3ad8025f);
}

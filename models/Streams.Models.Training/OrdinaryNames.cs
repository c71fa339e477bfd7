namespace Streams.Models.Training;

/// <summary>Composes names as people, companies and their infrastructure bear them. Not thread-safe; the same seed gives the same names.</summary>
internal sealed class OrdinaryNames(IReadOnlyList<string> words, Random random)
{
    private const string Consonants = "bcdfghjklmnpqrstvwxz";
    private const string Acronym = "abcdefghijklmnopqrstuvwxyz";
    private static readonly string[] Before =
    [
        "the",
        "my",
        "go",
        "get",
        "e",
        "i",
        "we",
        "un",
        "re",
        "pro",
        "mega",
        "super",
        "ultra",
        "multi",
        "auto",
        "bio",
        "eco",
        "euro",
        "inter",
        "tele",
        "micro",
        "open",
        "all",
        "best",
        "top",
        "new",
    ];
    private static readonly string[] After =
    [
        "ly",
        "ify",
        "er",
        "ers",
        "s",
        "ing",
        "hub",
        "app",
        "lab",
        "labs",
        "io",
        "net",
        "soft",
        "ware",
        "tech",
        "media",
        "group",
        "online",
        "bank",
        "shop",
        "store",
        "web",
        "box",
        "zone",
        "world",
        "tv",
        "news",
        "x",
        "r",
        "ia",
        "ica",
        "ium",
        "ion",
        "o",
        "a",
        "y",
        "ex",
        "ix",
        "us",
        "corp",
        "inc",
        "llc",
        "ltd",
        "gmbh",
        "bv",
        "sa",
        "usa",
        "uk",
        "hd",
        "pro",
    ];
    private static readonly string[] Infrastructure =
    [
        "cdn",
        "api",
        "edge",
        "static",
        "img",
        "assets",
        "node",
        "srv",
        "ns",
        "mx",
        "dns",
        "host",
        "cache",
        "lb",
        "pop",
        "cluster",
        "s3",
        "ip",
        "vm",
        "app",
    ];

    /// <summary>The next name, a label without its suffix.</summary>
    public string Next() =>
        random.Next(100) switch
        {
            < 15 => Word(),
            < 38 => Word() + Word(),
            < 43 => $"{Word()}-{Word()}",
            < 47 => Word() + Word() + Word(),
            < 53 => Pick(Before) + Word(),
            < 63 => Word() + Pick(After),
            < 67 => Word() + Digits(1, 4),
            < 69 => Digits(1, 4) + Word(),
            < 74 => Letters(Acronym, 2, 5),
            < 78 => Letters(Acronym, 2, 4) + Word(),
            < 81 => Word() + Letters(Acronym, 1, 4),
            < 82 => Digits(3, 7),
            < 83 => Letters("abcdefghijklmnopqrstuvwxyz0123456789", 1, 4),
            < 84 => Letters(Acronym, 1, 4) + Digits(1, 4),
            < 88 => Start(3, 5) + End(3, 5),
            < 90 => Start(2, 4) + Start(2, 4) + Start(1, 3),
            < 92 => Squeezed() + (random.Next(2) == 0 ? "" : Word()),
            < 96 => Brand(),
            < 98 => $"{Pick(Infrastructure)}{(random.Next(2) == 0 ? "-" : "")}{Letters("0123456789abcdef", 2, 5)}",
            _ => $"{Word()}-{Pick(Infrastructure)}{(random.Next(2) == 0 ? "" : Digits(1, 3))}",
        };

    private string Word() => words[random.Next(words.Count)];

    private string Pick(string[] of) => of[random.Next(of.Length)];

    private string Digits(int from, int to) => Letters("0123456789", from, to);

    private string Letters(string of, int from, int to) => string.Create(random.Next(from, to + 1), (of, random), static (span, state) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = state.of[state.random.Next(state.of.Length)];
            }
        });

    private string Start(int from, int to)
    {
        var word = Word();
        return word[..Math.Min(word.Length, random.Next(from, to + 1))];
    }

    private string End(int from, int to)
    {
        var word = Word();
        return word[^Math.Min(word.Length, random.Next(from, to + 1))..];
    }

    private string Squeezed()
    {
        var word = Word();
        var kept = word[0] + string.Concat(word.Skip(1).Where(letter => Consonants.Contains(letter, StringComparison.Ordinal)));
        return kept.Length <= 5 ? kept : kept[..5];
    }

    private string Brand()
    {
        var name = "";
        for (var i = random.Next(2, 4); i > 0; i--)
        {
            name += Letters("bcdfgklmnprstvz", 1, 1) + Letters("aeiou", 1, 1);
        }

        return name + (random.Next(2) == 0 ? Letters("nrslxm", 1, 1) : "");
    }
}

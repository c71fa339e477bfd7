namespace Streams.Detections.Yaml;

/// <summary>Finds what a misspelt name was meant to be.</summary>
internal static class NearMiss
{
    private const int Short = 4;

    /// <summary>The suggestion as the end of a message; empty where nothing is near.</summary>
    public static string Suggest(string name, IEnumerable<string> known) => Of(name, known) is { } meant ? $"; did you mean '{meant}'?" : "";

    /// <summary>The known name that differs in case and dashes only, or in one letter (two in a longer word); null: none.</summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        var plain = Plain(name);
        var (best, least) = ((string?)null, plain.Length <= Short ? 2 : 3);
        foreach (var candidate in known)
        {
            var distance = candidate == name ? least : Distance(plain, Plain(candidate));
            if (distance < least && distance < Plain(candidate).Length - 1)
            {
                (best, least) = (candidate, distance);
            }
        }

        return best;
    }

    private static string Plain(string name) => name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>The least number of letters put in, left out, exchanged, or swapped with their neighbour.</summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    rows[i, j] = i + j;
                    continue;
                }

                var exchanged = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, exchanged);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[a.Length, b.Length];
    }
}

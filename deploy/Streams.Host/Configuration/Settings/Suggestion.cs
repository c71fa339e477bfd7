namespace Streams.Host.Configuration.Settings;

/// <summary>Finds what somebody may have meant.</summary>
internal static class Suggestion
{
    /// <summary><c>; did you mean X?</c>, or nothing where nothing is near.</summary>
    public static string For(string written, IEnumerable<string> known)
    {
        var (best, least) = ("", int.MaxValue);
        foreach (var name in known)
        {
            var distance = Plain(name) == Plain(written) ? 0 : Distance(written.ToLowerInvariant(), name.ToLowerInvariant());
            if (distance < least)
            {
                (best, least) = (name, distance);
            }
        }

        return least <= Math.Max(2, written.Length / 3) && least < best.Length ? $"; did you mean {best}?" : "";
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>Insertions, deletions, exchanges and swaps of neighbours (optimal string alignment).</summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            rows[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            rows[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var same = a[i - 1] == b[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + same);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[a.Length, b.Length];
    }
}

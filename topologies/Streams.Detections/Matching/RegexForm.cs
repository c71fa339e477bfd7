using System.Globalization;

namespace Streams.Detections.Matching;

/// <summary>What can be told of a regular expression by its letters, without building it.</summary>
internal static class RegexForm
{
    private const string InlineOptions = "imsnx-";

    /// <summary>
    /// Whether the non-backtracking engine surely takes an expression that is well formed: no group but plain and unnamed ones, no reference back, and
    /// its length times all its counts, which no automaton of it passes, within the states allowed. False where in doubt.
    /// </summary>
    public static bool IsPlain(ReadOnlySpan<char> text, int states)
    {
        long size = text.Length;
        for (var i = 0; i < text.Length && size <= states; i++)
        {
            var rest = text[(i + 1)..];
            switch (text[i])
            {
                case '\\' when rest is [(>= '1' and <= '9') or 'k' or 'G', ..]:
                    return false;
                case '\\':
                    i++;
                    break;
                case '(' when rest is ['?', ..] && !IsPlainGroup(rest[1..]):
                    return false;
                case '{':
                    size *= CountOf(rest) + 1;
                    break;
            }
        }

        return size <= states;
    }

    private static bool IsPlainGroup(ReadOnlySpan<char> kind)
    {
        var end = kind.IndexOfAnyExcept(InlineOptions);
        return end >= 0 && kind[end] is ':' or ')';
    }

    // The greatest number of {3}, {3,} and {3,5}; none is no count.
    private static long CountOf(ReadOnlySpan<char> text)
    {
        var close = text.IndexOf('}');
        long most = 0;
        foreach (var range in close < 0 ? default : text[..close].Split(','))
        {
            most = int.TryParse(text[range], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? Math.Max(most, count) : most;
        }

        return most;
    }
}

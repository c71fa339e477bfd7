namespace Streams.Detections.Needs;

/// <summary>
/// The text that every match of a regular expression must hold, as far as a look at its top level tells: groups, classes, optional characters and alternatives break it.
/// </summary>
internal static class RegexLiterals
{
    /// <summary>The longest such text; empty where there is none.</summary>
    public static string LongestOf(string pattern)
    {
        var (longest, run) = ("", new System.Text.StringBuilder());
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            switch (c)
            {
                case '|':
                    return ""; // alternatives of the whole
                case '(' when i + 1 < pattern.Length && pattern[i + 1] == '?' && FlagsHold(pattern, i + 2, 'x'):
                    return ""; // blanks and comments are no text there
                case '(':
                    Close();
                    i = EndOfGroup(pattern, i);
                    break;
                case '[':
                    Close();
                    i = EndOfClass(pattern, i);
                    break;
                case '*' or '?' or '{':
                    run.Length = Math.Max(0, run.Length - 1);
                    Close();
                    i = c == '{' ? Math.Max(i, pattern.IndexOf('}', i)) : i;
                    break;
                case '+' or '.' or '^' or '$' or ')':
                    Close();
                    break;
                case '\\' when i + 1 < pattern.Length && !char.IsAsciiLetterOrDigit(pattern[i + 1]):
                    run.Append(pattern[++i]);
                    break;
                case '\\' when i + 1 < pattern.Length && char.IsAsciiDigit(pattern[i + 1]):
                    return ""; // a character by its number, of any length
                case '\\':
                    Close();
                    i = EndOfEscape(pattern, i);
                    break;
                default:
                    run.Append(c);
                    break;
            }
        }

        Close();
        return longest;

        void Close()
        {
            longest = run.Length > longest.Length ? run.ToString() : longest;
            run.Clear();
        }
    }

    private static bool FlagsHold(string pattern, int at, char flag)
    {
        for (; at < pattern.Length && (char.IsAsciiLetter(pattern[at]) || pattern[at] == '-'); at++)
        {
            if (pattern[at] == flag)
            {
                return true;
            }
        }

        return false;
    }

    private static int EndOfGroup(string pattern, int open)
    {
        var depth = 0;
        for (var i = open; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    break;
                case '[':
                    i = EndOfClass(pattern, i);
                    break;
                case '(':
                    depth++;
                    break;
                case ')' when --depth == 0:
                    return i;
                default:
                    break;
            }
        }

        return pattern.Length;
    }

    private static int EndOfClass(string pattern, int open)
    {
        for (var i = open + 1; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\')
            {
                i++;
            }
            else if (pattern[i] == ']' && i > open + 1 && !(i == open + 2 && pattern[open + 1] == '^'))
            {
                return i;
            }
        }

        return pattern.Length;
    }

    /// <summary><c>\d</c> is two characters, <c>\x41</c>, <c>\u0041</c>, <c>\p{L}</c> and <c>\cA</c> are more.</summary>
    private static int EndOfEscape(string pattern, int at) =>
        pattern[Math.Min(at + 1, pattern.Length - 1)] switch
        {
            'x' => at + 3,
            'u' => at + 5,
            'c' => at + 2,
            'p' or 'P' => Math.Max(at + 1, pattern.IndexOf('}', at)),
            _ => at + 1,
        };
}

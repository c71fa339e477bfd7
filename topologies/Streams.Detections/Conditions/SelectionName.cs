namespace Streams.Detections.Conditions;

/// <summary>Names of selections as conditions ask for them: <c>sel_*</c>.</summary>
internal static class SelectionName
{
    /// <summary>Whether a name is like a pattern, in which a star is any characters.</summary>
    public static bool IsLike(ReadOnlySpan<char> name, ReadOnlySpan<char> pattern)
    {
        var (at, next, star, retry) = (0, 0, -1, 0);
        while (at < name.Length)
        {
            if (next < pattern.Length && pattern[next] == '*')
            {
                (star, retry) = (next++, at);
            }
            else if (next < pattern.Length && pattern[next] == name[at])
            {
                (at, next) = (at + 1, next + 1);
            }
            else if (star >= 0)
            {
                (at, next) = (++retry, star + 1);
            }
            else
            {
                return false;
            }
        }

        return pattern[next..].TrimStart('*').IsEmpty;
    }
}

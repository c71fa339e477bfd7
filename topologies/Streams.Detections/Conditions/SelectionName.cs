using Streams.Detections.Yaml;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Conditions;

/// <summary>Names of selections as conditions ask for them: <c>sel_*</c>.</summary>
internal static class SelectionName
{
    private static readonly string[] Words = ["and", "or", "not", "of", "all", "any", "them"];

    /// <summary>The name of a selection.</summary>
    /// <exception cref="RuleException">A condition reads it as a word or a pattern of its own.</exception>
    public static string Of(YamlNode key)
    {
        var name = key is YamlScalarNode { Value: { Length: > 0 } text } ? text : throw new RuleException(key.Start, "a selection needs a name");
        return Words.Contains(name, StringComparer.OrdinalIgnoreCase)
                ? throw new RuleException(key.Start, $"a selection cannot be named '{name}', a word of conditions")
            : name.AsSpan().ContainsAny("*() \t")
                ? throw new RuleException(key.Start, $"no condition can name '{name}': a selection's name has no blanks, stars or parentheses")
            : name;
    }

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

using System.Text.RegularExpressions;

namespace Streams.Detections.Conditions;

/// <summary>Lists of values that stand in files of their own beside the rules: a value a line; blank lines and what begins with <c>#</c> are left out.</summary>
internal sealed partial class ValueLists
{
    /// <summary>How the files end.</summary>
    public const string Extension = ".txt";

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    public void Add(string name, string text) => _texts[Normal(name)] = text;

    /// <summary>The values of a list.</summary>
    /// <param name="ruleFile">The file whose document names it.</param>
    /// <param name="name">The list's file, from there.</param>
    /// <returns>Null where there is no such list.</returns>
    public IReadOnlyList<string>? Find(string ruleFile, string name)
    {
        if (!_texts.TryGetValue(PathOf(ruleFile, name), out var text))
        {
            return null;
        }

        var values = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var value = line.Trim();
            if (value.Length > 0 && value[0] is not ('#' or '\uFEFF'))
            {
                values.Add(value.ToString());
            }
            else if (value.Length > 1 && value[0] == '\uFEFF' && value[1] != '#')
            {
                values.Add(value[1..].ToString());
            }
        }

        return [.. values];
    }

    /// <summary>The files that a text may name as lists.</summary>
    public static IEnumerable<string> NamesIn(string ruleFile, string text) =>
        text.Contains("placeholders", StringComparison.Ordinal) ? Files().Matches(text).Select(m => PathOf(ruleFile, m.Groups["name"].Value)) : [];

    private static string PathOf(string ruleFile, string name) => Normal(Path.Combine(Path.GetDirectoryName(ruleFile) ?? "", name));

    /// <summary>Without <c>.</c> and <c>..</c>; a relative path stays one.</summary>
    private static string Normal(string path) => Path.IsPathRooted(path) ? Path.GetFullPath(path) : Path.GetRelativePath("/", Path.GetFullPath(path, "/"));

    [GeneratedRegex(@"\bfile:\s*[""']?(?<name>[^\s""'{},]+\.txt)", RegexOptions.NonBacktracking)]
    private static partial Regex Files();
}

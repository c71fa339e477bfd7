using Streams.Detections.Rules;
using Streams.Schemas.Rules;

namespace Streams.Host;

/// <summary>Where rules come from: files and directories, parted by commas; <c>builtin</c> is what ships with the program. All of them are one set.</summary>
internal sealed class RuleSources
{
    /// <summary>The rules that ship with the program.</summary>
    public static string ShippedDirectory => Path.Combine(AppContext.BaseDirectory, "detections");

    private const string Builtin = "builtin";
    private readonly string[] _paths;

    private RuleSources(string text, string[] paths) => (Text, _paths) = (text, paths);

    /// <summary>As they were named.</summary>
    public string Text { get; }

    /// <summary>The sources of a setting or an option.</summary>
    /// <param name="text">The names; null or empty: what ships with the program.</param>
    public static RuleSources Of(string? text) =>
        string.IsNullOrWhiteSpace(text)
            ? new RuleSources(ShippedDirectory, [ShippedDirectory])
            : new RuleSources(
                text,
                Path.Exists(text)
                    ? [text]
                    :
                    [
                        .. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                            .Select(p => p == Builtin ? ShippedDirectory : p),
                    ]
            );

    /// <summary>What is not there; null: all is.</summary>
    public string? Missing => Array.Find(_paths, path => !Path.Exists(path));

    /// <summary>The same, once it is known that all of them are there.</summary>
    /// <exception cref="UsageException">One is not.</exception>
    public RuleSources Checked() => Missing is { } missing ? throw new UsageException($"{missing}: there is no such rule file or directory") : this;

    /// <summary>The same, once it is known that all of them are there and hold rules: a wrong path must not pass for a set that finds nothing.</summary>
    /// <exception cref="UsageException">One is not there, or all of them hold nothing.</exception>
    public RuleSources Filled() => Checked().RuleFiles().Any() ? this : throw new UsageException($"{Text}: {NoRules}");

    /// <summary>What is told where there is no rule.</summary>
    public const string NoRules = "holds no rule file (*.yml, *.yaml)";

    /// <summary>The rule files.</summary>
    public IEnumerable<string> RuleFiles() => _paths.SelectMany(RuleSetLoader.FilesOf).Distinct(StringComparer.Ordinal);

    /// <summary>Where the tests of a rule file stand.</summary>
    public static string TestsOf(string ruleFile) => Path.ChangeExtension(ruleFile, null) + ".tests.yml";

    /// <summary>The rule files and the lists of values that they name.</summary>
    public IEnumerable<string> Inputs() => _paths.SelectMany(RuleSetLoader.InputsOf).Distinct(StringComparer.Ordinal);

    /// <summary>All of them, read.</summary>
    public RuleFile[] Read() => [.. Inputs().Select(file => new RuleFile(file, File.ReadAllText(file)))];
}

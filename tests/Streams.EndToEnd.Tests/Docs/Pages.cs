using System.Text.RegularExpressions;
using Streams.EndToEnd.Tests.Support;

namespace Streams.EndToEnd.Tests.Docs;

/// <summary>The pages of the checkout and what is in them.</summary>
internal static partial class Pages
{
    /// <summary>Every Markdown page, by its path in the checkout; what a build or a package put there is none.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. new[] { "docs", "deploy" }
            .SelectMany(d => Directory.EnumerateFiles(Checkout.PathOf(d), "*.md", SearchOption.AllDirectories))
            .Select(f => Path.GetRelativePath(Checkout.Root, f))
            .Where(f => !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal))
            .Append("README.md")
            .Order(StringComparer.Ordinal),
    ];

    public static string Read(string page) => File.ReadAllText(Checkout.PathOf(page));

    /// <summary>The shell blocks of a page: what stands behind <c>sh</c>, and the commands.</summary>
    public static IEnumerable<(string Where, string Script)> Shell(string page) =>
        ShellBlock().Matches(Read(page)).Select(m => (m.Groups[1].Value.Trim(), m.Groups[2].Value));

    /// <summary>The relative links of a page, without the part behind <c>#</c>.</summary>
    public static IEnumerable<string> Links(string page) =>
        Link()
            .Matches(Fence().Replace(Read(page), ""))
            .Select(m => m.Groups[1].Value.Split('#')[0])
            .Where(l => l.Length > 0 && !l.Contains("://", StringComparison.Ordinal));

    /// <summary>The values of the first column of every table, without the back-quotes.</summary>
    public static IEnumerable<string> FirstColumn(string page) =>
        Read(page)
            .Split('\n')
            .Where(l => l.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(l => Quoted().Matches(l.Split(" | ")[0]).Select(m => m.Groups[1].Value));

    [GeneratedRegex(@"^```sh(.*)\n([\s\S]*?)^```", RegexOptions.Multiline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex(@"^```[\s\S]*?^```|`[^`\n]*`", RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}

using System.Text.RegularExpressions;

namespace Streams.Architecture.Tests;

/// <summary>The name of a test is a sentence that says what holds, its words parted by underscores.</summary>
public sealed partial class TestNameTests
{
    [Fact]
    public void The_name_of_a_test_is_a_sentence()
    {
        var others = Directory
            .EnumerateFiles(Path.Combine(Projects.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(f => Tests().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value))
            .Where(n => Hump().IsMatch(n) || !n.Contains('_', StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToList();

        Assert.True(others.Count == 0, $"no sentences: {string.Join(", ", others)}; write A_sentence_that_says_what_holds");
    }

    [GeneratedRegex(@"\[(?:Fact|Theory)\b[^\n]*\n(?:    \[[^\n]*\n|        [^\n]*\n|    \)\]\n)*    public (?:async )?(?:void|Task|ValueTask) (\w+)\(")]
    private static partial Regex Tests();

    /// <summary>Words run together: <c>OfARule</c>.</summary>
    [GeneratedRegex("[a-z0-9][A-Z]|_[A-Z](?:[A-Z][a-z]|[a-z]+[A-Z])")]
    private static partial Regex Hump();
}

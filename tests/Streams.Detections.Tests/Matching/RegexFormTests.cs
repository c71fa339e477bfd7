using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Streams.Detections.Matching;
using Xunit;

namespace Streams.Detections.Tests.Matching;

/// <summary>Expressions are built when a text is there, so what is taken for one that can be built must be one.</summary>
public sealed class RegexFormTests
{
    private const int States = 10_000;
    private static readonly string[] Pieces =
    [
        .. new[]
        {
            "a",
            "Z",
            ".",
            "\\d",
            "\\w",
            "\\b",
            "\\s",
            "\\\\",
            "\\(",
            "\\1",
            "\\k<n>",
            "\\G",
            "\\x41",
            "[a-f]",
            "[^{]",
            "[(?=]",
            "^",
            "$",
            "|",
            "*",
            "+",
            "?",
            "*?",
        },
        .. new[] { "(", "(?:", "(?i)", "(?i:", "(?-s:", "(?=", "(?!", "(?<=", "(?<n>", "(?'n'", "(?>", "(?(1)", "(?#", ")", ")", ")", ")", ")" },
        .. new[] { "{", "}", "{3}", "{0,}", "{,9}", "{2,40}", "{40}", "{300}", "{1000}", "{1000}" },
    ];

    // The limit that the engine reads is set where the first expression of a rule is.
    public RegexFormTests() => RuntimeHelpers.RunClassConstructor(typeof(RegexMatcher).TypeHandle);

    [Fact]
    public void What_is_plain_and_parses_can_be_built_within_the_states()
    {
        var random = new Random(7);
        var (built, refused) = (0, 0);
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(random.GetItems(Pieces, random.Next(1, 9)));
            if (Parses(text))
            {
                var plain = RegexForm.IsPlain(text, States);
                Assert.True(!plain || IsBuilt(text), text);
                built += plain ? 1 : 0;
                refused += plain || IsBuilt(text) ? 0 : 1;
            }
        }

        Assert.True(built > 1_000 && refused > 100, $"{built} built, {refused} refused");
    }

    [Theory]
    [InlineData("(?i)^(curl|wget)[^ ]*\\s.{0,40}(https?|ftp)://", true)]
    [InlineData("(?<!a)b", false)]
    [InlineData("(a)\\1", false)]
    [InlineData("\\\\1", true)]
    [InlineData("(?<name>a)", false)]
    [InlineData("(?>a*)b", false)]
    [InlineData("(a{20}){20}b{20}", false)]
    [InlineData("a{9000}", false)]
    [InlineData("a{900}", true)]
    public void An_expression_is_plain_or_is_tried_at_once(string text, bool plain) => Assert.Equal(plain, RegexForm.IsPlain(text, States));

    private static bool Parses(string text)
    {
        try
        {
            return new Regex(text) is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool IsBuilt(string text)
    {
        try
        {
            return new Regex(text, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase) is not null;
        }
        catch (Exception e) when (e is NotSupportedException or ArgumentException)
        {
            return false;
        }
    }
}

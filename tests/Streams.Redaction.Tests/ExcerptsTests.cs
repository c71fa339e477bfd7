using System.Text;

namespace Streams.Redaction.Tests;

/// <summary>What is shown of an event: bounded, marked, without half a secret, and without signs that act.</summary>
public sealed class ExcerptsTests
{
    private const int Max = 2048;

    [Fact]
    public void A_short_text_is_whole() => Assert.Equal("add_rule käse", Of("add_rule käse"));

    [Theory]
    [InlineData('a')]
    [InlineData('ü')]
    public void A_long_text_is_cut_in_the_middle_and_says_how_much(char filling)
    {
        var text = "beginning " + new string(filling, 6000) + " end";

        var excerpt = Of(text);

        Assert.StartsWith("beginning ", excerpt, StringComparison.Ordinal);
        Assert.EndsWith(" end", excerpt, StringComparison.Ordinal);
        Assert.True(Encoding.UTF8.GetByteCount(excerpt) <= Max);
        var cut = int.Parse(excerpt.Split("…[")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(Encoding.UTF8.GetByteCount(text), cut + Encoding.UTF8.GetByteCount(excerpt) - Encoding.UTF8.GetByteCount($"…[{cut} bytes]…"));
    }

    [Fact]
    public void Of_a_text_beyond_the_window_only_the_beginning_is_shown()
    {
        var excerpt = Of("first " + new string('x', 100_000) + " last");

        Assert.StartsWith("first ", excerpt, StringComparison.Ordinal);
        Assert.EndsWith(" bytes]", excerpt, StringComparison.Ordinal);
        Assert.True(Encoding.UTF8.GetByteCount(excerpt) <= Max);
    }

    /// <summary>Wherever the cut falls, no part of the secret is left: it is taken out before.</summary>
    [Fact]
    public void A_secret_across_the_cut_leaves_nothing()
    {
        const string Secret = "Zx8Kq2Wm5Tn7Yb3Vc9Lp4Rd6Fg1Hj0Sa";
        for (var before = 1200; before < 2100; before += 7)
        {
            var excerpt = Of(new string('x', before) + " DB_PASSWORD=" + Secret + " " + new string('y', 3000));

            Assert.DoesNotContain(Secret[..6], excerpt, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret[^6..], excerpt, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Signs_that_act_are_shown_as_escapes()
    {
        Assert.Equal("\\u001b[31mred\\u202eexe.\\n\\u200b", Of("\u001b[31mred\u202eexe.\n\u200b"));
        Assert.Equal("\\u009b2J\\u2066\\u007f", Of("\u009b2J\u2066\u007f"));
        Assert.Equal("日本語 käse 🙂", Of("日本語 käse 🙂"));
    }

    private static string Of(string text) => Excerpts.Of(Redactor.Default, Encoding.UTF8.GetBytes(text), Max);
}

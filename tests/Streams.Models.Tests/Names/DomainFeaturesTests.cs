using Streams.Models.Names;
using Streams.Models.Tests.Support;

namespace Streams.Models.Tests.Names;

public sealed class DomainFeaturesTests
{
    [Fact]
    public void Names_are_as_many_as_the_features_and_distinct()
    {
        Assert.Equal(DomainFeatures.Count, DomainFeatures.Names.Count);
        Assert.Equal(DomainFeatures.Count, DomainFeatures.Names.Distinct().Count());
    }

    [Theory]
    [InlineData("abab.example", "entropy", 1 / 5f)]
    [InlineData("abab.example", "length", 4 / 32f)]
    [InlineData("abab.example", "distinct_share", 0.5f)]
    [InlineData("abab.example", "vowel_ratio", 0.5f)]
    [InlineData("abcdfx.co.uk", "consonant_run", 5 / 8f)]
    [InlineData("queue.example", "vowel_run", 4 / 4f)]
    [InlineData("a1b2.example", "digit_ratio", 0.5f)]
    [InlineData("a1b2.example", "digit_switches", 3 / 8f)]
    [InlineData("a-b-c", "hyphens", 2 / 4f)]
    [InlineData("deadbeef01.example", "hex_with_digits", 1f)]
    [InlineData("deadbeefxx.example", "hex_with_digits", 0f)]
    [InlineData("mountain.example", "piece_share", 1f)]
    [InlineData("mountain.example", "unknown_letters", 0f)]
    [InlineData("xqzjkv.example", "piece_share", 0f)]
    [InlineData("xqzjkv.example", "unknown_letters", 6 / 16f)]
    [InlineData("abcdefghijklmnopqr.example", "length_beyond_18", 0f)]
    [InlineData("abcdefghijklmnopqrstuvwxyz.example", "length_beyond_18", 8 / 16f)]
    [InlineData("mabe.example", "alternation", 1f)]
    [InlineData("mab-e.example", "alternation", 1f)]
    [InlineData("mast1e.example", "alternation", 2 / 3f)]
    [InlineData("77.example", "alternation", 0f)]
    [InlineData("mountainfountainmarket.example", "joined_words", 2 / 16f)]
    [InlineData("mountain-fountain-market.example", "joined_words", 0f)]
    [InlineData("xqzjkvxqzjkvxqzjkvxqzjkv.example", "joined_words", 0f)]
    public void Try_read_of_a_name_gives_the_feature(string domain, string feature, float expected) => Assert.Equal(expected, Read(domain)[feature], 5);

    [Fact]
    public void Try_read_of_a_word_is_likelier_than_of_letters()
    {
        var word = Read("fountain.example");
        var letters = Read("fqtzuxnk.example");
        Assert.True(word["log_likelihood_ratio"] > letters["log_likelihood_ratio"]);
        Assert.True(word["mean_log_likelihood"] < letters["mean_log_likelihood"]);
        Assert.True(word["worst_stretch"] < letters["worst_stretch"]);
        Assert.InRange(word["worst_three"], 0, letters["worst_three"] - 0.1);
    }

    [Fact]
    public void Try_read_only_the_label_left_of_the_suffix_counts() => Assert.Equal(Read("harbour.com").Values, Read("harbour.xn--p1ai").Values);

    private static Dictionary<string, float> Read(string domain)
    {
        var features = new float[DomainFeatures.Count];
        Assert.True(DomainFeatures.TryRead(domain, Some.Training.Language, features));
        return DomainFeatures.Names.Zip(features).ToDictionary(p => p.First, p => p.Second);
    }
}

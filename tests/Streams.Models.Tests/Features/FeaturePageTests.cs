using Streams.Models.Features;
using Streams.Models.Tests.Support;

namespace Streams.Models.Tests.Features;

/// <summary>docs/features.md says what the table of feature sets says.</summary>
public sealed class FeaturePageTests
{
    [Fact]
    public void The_page_has_every_set_with_its_hash_and_every_feature()
    {
        var page = File.ReadAllText(Path.Combine(Some.Repository, "docs/features.md"));

        Assert.All(FeatureSets.All, set =>
            Assert.Contains(
                $"## `features.{set.Name}`: {set.Kind}, as `{set.Key}`\nHash `{set.Hash}`.\n\n| feature | unit | aspect | formula |\n|---|---|---|---|\n"
                    + string.Concat(set.Columns.Select(c => $"| `{c.Name}` | {c.Unit} | {c.Aspect} | {c.Formula} |\n")),
                page + "\n",
                StringComparison.Ordinal
            )
        );
    }

    [Fact]
    public void Names_within_a_set_are_distinct() =>
        Assert.All(FeatureSets.All, set => Assert.Equal(set.Columns.Count, set.Columns.Select(c => c.Name).Distinct(StringComparer.Ordinal).Count()));
}

using Streams.Schemas.Entities;

namespace Streams.Schemas.Tests.Entities;

public sealed class BoundedNameTests
{
    [Fact]
    public void Of_a_short_name_is_the_name() => Assert.Equal(new string('a', 512), BoundedName.Of(new string('a', 512)));

    [Fact]
    public void Of_long_names_are_short_and_still_differ()
    {
        var (one, other) = (BoundedName.Of(new string('a', 100_000)), BoundedName.Of(new string('a', 99_999) + "b"));

        Assert.Equal((512, 512), (one.Length, other.Length));
        Assert.NotEqual(one, other);
        Assert.Equal(one, BoundedName.Of(new string('a', 100_000)));
    }
}

using System.Text;
using Streams.Schemas.Text;

namespace Streams.Schemas.Tests.Text;

public sealed class Rfc3339Tests
{
    [Theory]
    [InlineData("2026-11-23T07:49:09.138Z", "2026-11-23T07:49:09.138000000Z")]
    [InlineData("2026-11-23t07:49:09z", "2026-11-23T07:49:09.000000000Z")]
    [InlineData("2026-11-23 07:49:09.1234567891+05:30", "2026-11-23T02:19:09.123456789Z")]
    [InlineData("1986-04-26T01:23:45.101+0400", "1986-04-25T21:23:45.101000000Z")]
    [InlineData("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500000000Z")]
    public void Try_parse_time_gives_nanoseconds(string text, string expected)
    {
        Assert.True(Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), null, out var nanos));
        Assert.Equal(expected, nanos.Format());
    }

    [Theory]
    [InlineData("2026-11-23T07:49:09")]
    [InlineData("2026-02-30T07:49:09Z")]
    [InlineData("2026-11-23T24:49:09Z")]
    [InlineData("2026-11-23T07:49:09.Z")]
    [InlineData("2026-11-23T07:49:09+1")]
    [InlineData("9999-11-23T07:49:09Z")]
    [InlineData("x")]
    public void Try_parse_something_else_is_refused(string text) => Assert.False(Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), null, out _));
}

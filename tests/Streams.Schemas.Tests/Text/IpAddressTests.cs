using System.Net;
using System.Text;
using Streams.Schemas.Text;

namespace Streams.Schemas.Tests.Text;

public sealed class IpAddressTests
{
    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1")]
    [InlineData("2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1")]
    [InlineData("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1")]
    [InlineData("::", "::")]
    [InlineData("1::", "1::")]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1")]
    [InlineData("fe80::1%eth0", "fe80::1")]
    [InlineData("64:ff9b::192.0.2.33", "64:ff9b::c000:221")]
    public void Try_canonical_address_is_in_the_form_of_rfc5952(string text, string canonical) => Assert.Equal(canonical, Canonical(text));

    [Theory]
    [InlineData("192.XXX.XX.X")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4.5")]
    [InlineData("256.1.1.1")]
    [InlineData("1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("1::2::3")]
    [InlineData("12345::")]
    [InlineData(":1")]
    [InlineData("")]
    [InlineData("-")]
    public void Try_canonical_something_else_is_refused(string text) => Assert.Null(Canonical(text));

    [Fact]
    public void Any_address_is_written_as_the_framework_writes_it()
    {
        var random = new Random(5);
        Span<byte> octets = stackalloc byte[16];
        for (var i = 0; i < 20_000; i++)
        {
            octets.Clear();
            for (var set = random.Next(1, 12); set > 0; set--)
            {
                octets[random.Next(16)] = (byte)random.Next(256);
            }

            var address = new IPAddress(octets);
            if (address.IsIPv4MappedToIPv6 || octets[..8].IndexOfAnyExcept((byte)0) < 0)
            {
                continue; // the framework writes these with a dotted tail
            }

            var full = Convert.ToHexString(octets);
            Assert.Equal(address.ToString(), Canonical(string.Join(':', Enumerable.Range(0, 8).Select(g => full.Substring(g * 4, 4)))));
            Assert.Equal(address.ToString(), Canonical(address.ToString()));
        }
    }

    private static string? Canonical(string text)
    {
        Span<byte> destination = stackalloc byte[IpAddress.MaxLength];
        return IpAddress.TryCanonical(Encoding.UTF8.GetBytes(text), destination, out var length) ? Encoding.UTF8.GetString(destination[..length]) : null;
    }
}

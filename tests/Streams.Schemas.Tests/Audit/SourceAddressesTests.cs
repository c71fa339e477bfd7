using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Tests.Conformance;

namespace Streams.Schemas.Tests.Audit;

public sealed class SourceAddressesTests
{
    private const string Forwarded = """{"auditID":"a","verb":"get","sourceIPs":["203.0.113.20","198.51.100.7","10.0.0.3","10.0.0.2"]}""";

    [Fact]
    public void The_peer_is_the_source_and_what_headers_say_is_forwarded()
    {
        var seen = Lines.One(EventSource.Audit, Forwarded);

        Assert.Equal("10.0.0.2", seen["source.ip"]);
        Assert.Contains("203.0.113.20", seen["source.forwarded"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.0.0.0/8", "198.51.100.7")]
    [InlineData("10.0.0.2", "10.0.0.3")]
    [InlineData("192.0.2.0/24", "10.0.0.2")]
    [InlineData("no network", "10.0.0.2")]
    public void Only_a_trusted_proxy_is_walked_past(string trusted, string source) =>
        Assert.Equal(source, Lines.One(EventSource.Audit, Forwarded, new ParserOptions { TrustedProxies = [trusted] })["source.ip"]);
}

using Streams.Topologies.Entities;

namespace Streams.Topologies.Tests.Entities;

public sealed class NameTests
{
    [Theory]
    [InlineData("cart-6d4cf56db6-x2x4k", "cart")]
    [InlineData("node-exporter-x2x4k", "node-exporter")]
    [InlineData("db-0", "db")]
    [InlineData("nightly-backup-28711230-x2x4k", "nightly-backup")]
    [InlineData("nginx-proxy", "nginx-proxy")]
    [InlineData("plain", "plain")]
    public void Workload_is_the_name_without_what_controllers_append(string pod, string expected) => Assert.Equal(expected, WorkloadName.Of(pod));

    [Theory]
    [InlineData("a.b.example.com", "example.com")]
    [InlineData("example.com", "example.com")]
    [InlineData("x.example.co.uk", "example.co.uk")]
    [InlineData("host", "host")]
    [InlineData("", "")]
    public void Registered_domain_is_the_suffix_and_one_label(string name, string expected) => Assert.Equal(expected, RegisteredDomain.Of(name));

    [Theory]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("169.254.169.254", false)]
    [InlineData("8.8.8.8", true)]
    [InlineData("fd00::1", false)]
    [InlineData("2001:db8::1", true)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("nonsense", false)]
    public void Outside_is_what_is_not_private(string address, bool expected) => Assert.Equal(expected, Addresses.IsOutside(address));
}

using Streams.Schemas.Events;
using Streams.Schemas.Kernel;
using Streams.Schemas.Tests.Conformance;

namespace Streams.Schemas.Tests.Kernel;

public sealed class KernelParserTests
{
    [Fact]
    public void Parse_icmp_error_with_nested_packet_takes_the_outer_one()
    {
        var seen = Lines.One(
            EventSource.Kernel,
            "DENY: IN=eth0 OUT= SRC=192.0.2.71 DST=192.0.2.83 LEN=88 PROTO=ICMP TYPE=3 CODE=3 [SRC=192.0.2.83 DST=192.168.173.191 LEN=60 PROTO=UDP SPT=21458 DPT=62936 LEN=40 ]"
        );

        Assert.Equal(
            (EventType.Flow, "192.0.2.71", "icmp", "3", "88", "denied"),
            (seen.Type, seen["source.ip"], seen["network.transport"], seen["icmp.type"], seen["network.bytes"], seen["event.action"])
        );
        Assert.Null(seen["source.port"]);
    }

    [Fact]
    public void Parse_udp_takes_the_first_length() =>
        Assert.Equal("75", Lines.One(EventSource.Kernel, "x: IN=a OUT=b SRC=10.0.0.1 DST=10.0.0.2 LEN=75 PROTO=UDP SPT=1 DPT=53 LEN=55 ")["network.bytes"]);

    [Fact]
    public void Parse_port_that_cannot_be_is_left_out()
    {
        var seen = Lines.One(EventSource.Kernel, "x: IN=a OUT=b SRC=10.0.0.1 DST=10.0.0.2 LEN=75 PROTO=UDP SPT=99999 DPT=65535 ");

        Assert.Equal((null, "65535"), (seen["source.port"], seen["destination.port"]));
    }

    [Fact]
    public void Parse_ipv6_is_canonical()
    {
        var seen = Lines.One(
            EventSource.Kernel,
            "IN= OUT=lo SRC=2001:0db8:0000:0000:0000:0000:0000:0001 DST=ff02:0000:0000:0000:0000:0000:0000:0016 LEN=104 PROTO=ICMPv6 TYPE=128 CODE=0"
        );

        Assert.Equal(
            ("2001:db8::1", "ff02::16", "ipv6-icmp", "ipv6"),
            (seen["source.ip"], seen["destination.ip"], seen["network.transport"], seen["network.type"])
        );
    }

    [Theory]
    [InlineData("calico-packet: ", "logged")]
    [InlineData("Calico-DROP: ", "denied")]
    [InlineData("[UFW BLOCK] ", "denied")]
    [InlineData("", "logged")]
    [InlineData("[wan-lan-default-D]", "denied")]
    public void Parse_prefix_tells_the_action(string prefix, string action) =>
        Assert.Equal(action, Lines.One(EventSource.Kernel, prefix + "IN=a OUT= SRC=10.0.0.1 DST=10.0.0.2 LEN=75 PROTO=TCP SPT=1 DPT=2 SYN")["event.action"]);

    [Theory]
    [InlineData("2026-11-23T07:48:48.253952+00:00 node-1 kernel: [ 5762.706741] ")]
    [InlineData("<4>1 2026-11-23T07:48:48.253952Z node-1 kernel - - - [ 5762.706741] ")]
    public void Parse_header_gives_time_host_and_uptime(string header)
    {
        var seen = Lines.One(EventSource.Kernel, header + "p: IN=a OUT=b SRC=10.0.0.1 DST=10.0.0.2 LEN=75 PROTO=TCP SPT=1 DPT=2 ACK PSH ");

        Assert.Equal(
            ("node-1", "5762.706741", "p", "ACK,PSH", "2026-11-23T07:48:48.253952000Z"),
            (seen.Entity("node"), seen["kernel.uptime"], seen["netfilter.prefix"], seen["tcp.flags"], (string?)seen.Json["time"])
        );
        Assert.Equal(("10.0.0.2:2", TimeSource.Header), (seen.Entity("destination"), seen.TimeSource));
    }

    [Fact]
    public void Parse_other_kernel_line_is_other()
    {
        var seen = Lines.One(EventSource.Kernel, "Dec  4 01:30:07 node3 kernel: [307753.360525] device veth0 entered promiscuous mode");

        Assert.Equal((EventType.Other, "device veth0 entered promiscuous mode", "node3"), (seen.Type, seen["message"], seen.Entity("node")));
    }

    [Fact]
    public void Veth_name_is_calicos() => Assert.Equal("calic4ec6fc25ad", VethName.Of("kube-system", "coredns-qdjkff7d8-85vq7"));
}

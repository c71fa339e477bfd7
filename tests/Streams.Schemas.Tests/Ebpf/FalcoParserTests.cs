using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Tests.Conformance;

namespace Streams.Schemas.Tests.Ebpf;

public sealed class FalcoParserTests
{
    [Fact]
    public void Parse_connection_has_its_ends_and_no_nulls()
    {
        var seen = Lines.One(
            EventSource.Ebpf,
            """{"hostname":"node-1","rule":"r","priority":"Notice","tags":["T1","x"],"output_fields":{"container.id":"0f31","container.name":null,"k8s.pod.name":"<NA>","evt.time":1795420129295375913,"evt.type":"connect","fd.l4proto":"tcp","fd.name":"10.244.0.20:39430->198.51.100.30:443","proc.pid":7195,"user.name":"root","user.uid":0},"time":"2026-11-23T07:48:49Z"}"""
        );

        Assert.Equal((EventType.Network, new Timestamp(1795420129295375913), TimeSource.Record), (seen.Type, seen.Time, seen.TimeSource));
        Assert.Equal(
            ("10.244.0.20", "39430", "198.51.100.30:443", "0f31", "node-1"),
            (seen["source.ip"], seen["source.port"], seen.Entity("destination"), seen.Entity("container_id"), seen.Entity("node"))
        );
        Assert.Equal(("7195", "root", null, null), (seen["process.pid"], seen["user.name"], seen["container.name"], seen.Entity("pod")));
    }

    [Theory]
    [InlineData("host", null)]
    [InlineData("", null)]
    [InlineData("<NA>", null)]
    [InlineData("hosta1b2c3d4", "hosta1b2c3d4")]
    public void Parse_process_of_the_host_is_in_no_container(string container, string? expected)
    {
        var seen = Lines.One(EventSource.Ebpf, $$$"""{"rule":"r","output_fields":{"container.id":"{{{container}}}","proc.name":"nsenter"}}""");

        Assert.Equal((expected, expected), (seen["container.id"], seen.Entity("container_id")));
    }

    [Fact]
    public void Parse_number_where_a_name_belongs_names_no_entity()
    {
        var seen = Lines.One(
            EventSource.Ebpf,
            """{"rule":"r","output_fields":{"k8s.pod.name":7,"k8s.ns.name":8,"container.id":9,"proc.pid":10,"proc.cmdline":""}}"""
        );

        Assert.Equal(
            (null, null, null, "10", null),
            (seen.Entity("pod"), seen.Entity("namespace"), seen.Entity("container_id"), seen["process.pid"], seen["process.command_line"])
        );
    }

    [Theory]
    [InlineData("execve", EventType.Process)]
    [InlineData("openat", EventType.File)]
    [InlineData("sendto", EventType.Network)]
    [InlineData("dup2", EventType.Other)]
    public void Parse_syscall_gives_the_type(string call, EventType type) =>
        Assert.Equal(type, Lines.One(EventSource.Ebpf, $$$"""{"rule":"r","output_fields":{"evt.type":"{{{call}}}"}}""").Type);

    [Theory]
    [InlineData("""{"rule":"Falco internal: metrics snapshot","source":"internal"}""")]
    [InlineData("""{"rule":"Falco internal: syscall event drop","output_fields":{"n_drops":"1"}}""")]
    public void Parse_row_about_falco_is_health(string row) => Assert.Equal(EventType.Health, Lines.One(EventSource.Ebpf, row).Type);

    [Fact]
    public void Parse_without_event_time_takes_the_rows() =>
        Assert.Equal(
            "2026-11-23T07:48:49.250000000Z",
            (string?)Lines.One(EventSource.Ebpf, """{"rule":"r","output":"o","time":"2026-11-23T07:48:49.25Z"}""").Json["time"]
        );

    [Fact]
    public void Parse_ipv6_ends_are_canonical()
    {
        var seen = Lines.One(EventSource.Ebpf, """{"rule":"r","output_fields":{"fd.name":"2001:DB8:0:0::1:51000->[::1]:443"}}""");

        Assert.Equal(("2001:db8::1", "51000", "[::1]:443"), (seen["source.ip"], seen["source.port"], seen.Entity("destination")));
    }

    [Theory]
    [InlineData("""{"hello":1}""", DeadReason.WrongKind)]
    [InlineData("plain", DeadReason.InvalidJson)]
    [InlineData("""{"rule":"x",}""", DeadReason.InvalidJson)]
    public void Parse_something_else_is_dead(string row, DeadReason reason) => Assert.Equal(reason, Lines.DeadReasonOf(EventSource.Ebpf, row));
}

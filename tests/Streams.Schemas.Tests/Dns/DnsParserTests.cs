using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Tests.Conformance;

namespace Streams.Schemas.Tests.Dns;

public sealed class DnsParserTests
{
    private const string Query = "[INFO] [2001:DB8::1]:51234 - 7 \"AAAA IN Www.Example.COM. udp 46 false 512\" NXDOMAIN qr,aa,rd 90 0.000325195s";

    [Fact]
    public void Parse_query_has_all_its_fields()
    {
        var seen = Lines.One(EventSource.Dns, Query);

        Assert.Equal((EventType.Query, Timestamp.Unknown), (seen.Type, seen.Time));
        Assert.Equal(
            ("2001:db8::1", "51234", "www.example.com", "AAAA", "IN"),
            (seen["source.ip"], seen["source.port"], seen["dns.question.name"], seen["dns.question.type"], seen["dns.question.class"])
        );
        Assert.Equal(
            ("NXDOMAIN", "failure", "7", "qr,aa,rd", "90", "0.000325195", "udp"),
            (
                seen["dns.response_code"],
                seen["event.outcome"],
                seen["dns.id"],
                seen["dns.header_flags"],
                seen["dns.response_bytes"],
                seen["dns.duration_seconds"],
                seen["network.transport"]
            )
        );
        Assert.Equal("false", seen["dns.question.cluster"]);
    }

    [Theory]
    [InlineData("2026-11-23T07:48:48.25Z stdout F ", TimeSource.Header)]
    [InlineData("2026-11-23T07:48:48.25Z ", TimeSource.Record)]
    public void Parse_query_after_a_time_takes_it(string before, TimeSource from)
    {
        var seen = Lines.One(EventSource.Dns, before + Query);

        Assert.Equal((EventType.Query, from, "2026-11-23T07:48:48.250000000Z"), (seen.Type, seen.TimeSource, (string?)seen.Json["time"]));
    }

    [Theory]
    [InlineData("log")]
    [InlineData("message")]
    public void Parse_query_in_json_is_unwrapped_and_names_the_node_only(string key)
    {
        var seen = Lines.One(
            EventSource.Dns,
            $$$"""{"{{{key}}}":"{{{Query.Replace("\"", "\\\"", StringComparison.Ordinal)}}}\n","time":"2026-11-23T07:48:48Z","kubernetes":{"pod_name":"coredns-1","host":"node-1"}}"""
        );

        Assert.Equal((EventType.Query, TimeSource.Envelope, "node-1"), (seen.Type, seen.TimeSource, seen.Entity("node")));
        Assert.Null(seen.Entity("pod"));
    }

    [Theory]
    [InlineData("api.shop.svc.cluster.local.", "true")]
    [InlineData("example.com.shop.svc.Cluster.Local.", "true")]
    [InlineData("cluster.local.", "true")]
    [InlineData("notcluster.local.", "false")]
    [InlineData("example.com.", "false")]
    public void Parse_name_tells_the_clusters(string name, string cluster) =>
        Assert.Equal(cluster, Lines.One(EventSource.Dns, $"[INFO] 10.0.0.1:5 - 7 \"A IN {name} udp 46 false 512\" NOERROR qr 90 0.1s")["dns.question.cluster"]);

    [Fact]
    public void Parse_error_line_is_dns_error()
    {
        var seen = Lines.One(EventSource.Dns, "[ERROR] plugin/errors: 2 Txt.example. TXT: plugin/forward: no next plugin found");

        Assert.Equal(
            (EventType.DnsError, "txt.example", "TXT", "plugin/forward: no next plugin found"),
            (seen.Type, seen["dns.question.name"], seen["dns.question.type"], seen["event.reason"])
        );
    }

    [Theory]
    [InlineData("CoreDNS-1.14.7")]
    [InlineData(".:53")]
    [InlineData("[INFO] SIGTERM: Shutting down servers then terminating")]
    [InlineData("[INFO] plugin/reload: Running configuration SHA512 = \"abc\"")]
    public void Parse_other_line_is_other(string line) => Assert.Equal(EventType.Other, Lines.One(EventSource.Dns, line).Type);

    [Fact]
    public void Parse_json_without_line_is_dead() => Assert.Equal(DeadReason.UnknownEnvelope, Lines.DeadReasonOf(EventSource.Dns, """{"a":1}"""));
}

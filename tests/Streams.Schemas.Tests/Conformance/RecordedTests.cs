using System.Text;
using System.Text.Json.Nodes;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Tests.Conformance;

/// <summary>Other recordings: every line is accounted for. recorded/auditd and recorded/ulogd2 are no source of ours.</summary>
public sealed class RecordedTests
{
    private static readonly ParserOptions Year2026 = new() { TimeBase = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) };

    [Fact]
    public void Netfilter_lines_of_the_kernel_ring_are_flows()
    {
        var lines = Lines.Parse(EventSource.Kernel, SharedData.Path("recorded/netfilter-kmsg.log"));

        Assert.Equal(new LineCounts(7, 0, 0, 0), lines.Counts);
        Assert.All(lines.Events, e => Assert.Equal((EventType.Flow, "10.250.0.2", "tcp"), (e.Type, e["source.ip"], e["network.transport"])));
        Assert.Equal(["denied", "denied", "denied", "logged", "logged", "denied", "denied"], lines.Events.Select(e => e["event.action"]));
        Assert.Equal("1029.810064", lines.Events[0]["kernel.uptime"]);
    }

    [Fact]
    public void Core_DNS_lines_are_queries_errors_and_banners()
    {
        var lines = Lines.Parse(EventSource.Dns, SharedData.Path("recorded/coredns-1.14.7.log"));

        Assert.Equal(new LineCounts(20, 0, 0, 0), lines.Counts);
        Assert.Equal(
            (7, 5, 8),
            (
                lines.Events.Count(e => e.Type == EventType.Query),
                lines.Events.Count(e => e.Type == EventType.DnsError),
                lines.Events.Count(e => e.Type == EventType.Other)
            )
        );
        Assert.Contains(lines.Events, e => e.Type == EventType.DnsError && e["dns.question.name"] == "x.nope.invalid" && e["dns.question.type"] == "A");
    }

    [Fact]
    public void Falco_lines_are_events_with_their_own_time()
    {
        var lines = Lines.Parse(EventSource.Ebpf, SharedData.Path("recorded/falco-0.44-modern-ebpf.jsonl"));

        Assert.Equal(new LineCounts(5, 0, 0, 0), lines.Counts);
        Assert.Equal(new Timestamp(1795417637738511949), lines.Events[0].Time);
        Assert.Equal("127.0.0.1:9", lines.Events[1].Entity("destination"));
    }

    [Fact]
    public void Falco_documentation_rows_are_events_or_health()
    {
        var rows = File.ReadLines(SharedData.Path("falco_events/events.jsonl")).Select(l => JsonNode.Parse(l)!["event"]!.ToJsonString());
        var lines = Lines.ParseText(EventSource.Ebpf, string.Join('\n', rows));

        Assert.Equal(28, lines.Counts.In);
        Assert.Equal(0, lines.Counts.Dead);
        Assert.Equal(lines.Events.Count(e => e["rule.name"]!.StartsWith("Falco internal", StringComparison.Ordinal)), lines.Counts.Health);
    }

    [Fact]
    public void Calico_lines_are_flows_and_masked_addresses_are_left_out()
    {
        var lines = Lines.Parse(EventSource.Kernel, SharedData.Path("calico_lines/calico_packet.log"), Year2026);

        Assert.Equal(new LineCounts(5, 0, 0, 0), lines.Counts);
        Assert.All(lines.Events, e => Assert.Equal((EventType.Flow, "calico-packet", "tcp"), (e.Type, e["netfilter.prefix"], e["network.transport"])));
        Assert.Equal(
            ["node3", "gke-gke-test-default-node-pool-9ad8cf92-dnl5", "worker-b-igyx", "gke-your-first-cluster-1-pool-1-ca8e398d-gxhh", "<worker_hostname>"],
            lines.Events.Select(e => e["host.name"])
        );
        Assert.Equal("2026-12-04T01:30:07.000000000Z", (string?)lines.Events[0].Json["time"]);
        Assert.Null(lines.Events[4]["source.ip"]);
    }

    [Fact]
    public void Journal_lines_of_Vector_are_read_with_all_their_oddities()
    {
        var lines = Lines.Parse(EventSource.Journal, SharedData.Path("journald/vector_journalctl_lines.jsonl"));

        Assert.Equal(new LineCounts(7, 0, 0, 0), lines.Counts);
        Assert.Equal("\u00BFHello?", lines.Events[2]["message"]);
        Assert.Equal(new Timestamp(1578529839140004_000), lines.Events[3].Time);
        Assert.Equal(new Timestamp(1578529839140005_000), lines.Events[4].Time);
        Assert.Equal("""["DHCP4","DHCP6"]""", lines.Events[6].Json["fields"]!["log.syslog.facility"]!.ToJsonString());
    }

    [Fact]
    public void A_record_with_its_message_in_lower_case_is_read()
    {
        var seen = Lines.One(EventSource.Journal, File.ReadAllText(SharedData.Path("journald/vector_ntpd_record.json")));

        Assert.Equal(("ntpd", "2156", new Timestamp(1564173027000443_000)), (seen["log.syslog.appname"], seen["process.pid"], seen.Time));
        Assert.StartsWith("reply from", seen["message"], StringComparison.Ordinal);
    }

    [Fact]
    public void Entries_of_the_export_format_are_read_once_written_as_json()
    {
        var entries = Encoding
            .UTF8.GetString(File.ReadAllBytes(SharedData.Path("journald/elastic_test.journal.export")))
            .Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        foreach (var entry in entries)
        {
            var json = new JsonObject();
            foreach (var line in entry.Split('\n').Where(l => l.Contains('=')))
            {
                json[line[..line.IndexOf('=')]] = line[(line.IndexOf('=') + 1)..];
            }

            var seen = Lines.One(EventSource.Journal, json.ToJsonString());
            Assert.Equal((string?)json["__CURSOR"], seen["journal.cursor"]);
            Assert.Equal(TimeSource.Record, seen.TimeSource);
        }

        Assert.Equal(23, entries.Length);
    }
}

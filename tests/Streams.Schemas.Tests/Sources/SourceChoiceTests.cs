using System.Text;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;

namespace Streams.Schemas.Tests.Sources;

/// <summary>In a topic of several sources each record goes to the source that recognises it, in whatever envelope it came.</summary>
public sealed class SourceChoiceTests
{
    private const string Ssh = "Failed password for root from 203.0.113.5 port 40112 ssh2";
    private const string Packet = "DROP: IN=eth0 OUT= SRC=203.0.113.5 DST=10.0.0.1 LEN=60 PROTO=TCP SPT=40112 DPT=22 SYN";
    private const string Query = "[INFO] 10.244.0.7:40112 - 1 \\\"A IN example.com. udp 33 false 512\\\" NOERROR qr,rd,ra 66 0.001s";
    private const string Pod = "\"kubernetes\":{\"pod_name\":\"cart-1\",\"namespace_name\":\"shop\",\"pod_id\":\"u1\",\"host\":\"node-1\"}";

    [Theory]
    [InlineData("audit", """{"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"a","verb":"get"}""")]
    [InlineData("audit", """{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[{"auditID":"a","verb":"get"}]}""")]
    [InlineData("ebpf", """{"rule":"r","priority":"Notice","output":"o","time":"2026-11-24T10:00:01Z","output_fields":{"evt.type":"execve"}}""")]
    [InlineData("dns", "{\"@timestamp\":\"2026-11-24T10:00:01Z\",\"stream\":\"stdout\",\"log\":\"" + Query + "\"," + Pod + "}")]
    [InlineData("container", "{\"@timestamp\":\"2026-11-24T10:00:01Z\",\"stream\":\"stdout\",\"log\":\"order stored\"," + Pod + "}")]
    [InlineData(
        "container",
        "{\"@timestamp\":\"2026-11-24T10:00:01Z\",\"stream\":\"stdout\",\"log\":\"2026-11-24 10:00:01.123 UTC [61] LOG:  checkpoint\"," + Pod + "}"
    )]
    [InlineData("container", "{\"@timestamp\":\"2026-11-24T10:00:01Z\",\"stream\":\"stderr\",\"log\":\"error: no such order\"," + Pod + "}")]
    [InlineData("container", "2026-11-24T10:00:01.5Z stdout F sshd[1]: " + Ssh)]
    [InlineData("journal", "2026-11-24T10:00:01.5+00:00 node-1 sshd[4711]: " + Ssh)]
    [InlineData(
        "journal",
        "{\"host\":\"node-1\",\"source_type\":\"journald\",\"_TRANSPORT\":\"syslog\",\"SYSLOG_IDENTIFIER\":\"app\",\"message\":\"x\",\"timestamp\":\"2026-11-24T10:00:01Z\"}"
    )]
    [InlineData("kernel", "2026-11-24T10:00:01.5+00:00 node-1 kernel: [ 12.5] " + Packet)]
    [InlineData("kernel", "{\"__REALTIME_TIMESTAMP\":\"1795514401123000\",\"_HOSTNAME\":\"node-1\",\"_TRANSPORT\":\"kernel\",\"MESSAGE\":\"" + Packet + "\"}")]
    public void A_record_goes_to_the_source_that_recognises_it(string source, string record)
    {
        var choice = new SourceChoice(EventSources.All, new ParserOptions());

        Assert.Equal(source, choice.Choose(new RawRecord { Value = Encoding.UTF8.GetBytes(record), AppendTime = new Timestamp(1) }).Name());
    }

    [Fact]
    public void A_record_of_no_source_goes_to_the_first()
    {
        var choice = new SourceChoice([EventSource.Journal, EventSource.Dns], new ParserOptions());

        Assert.Equal(EventSource.Journal, choice.Choose(new RawRecord { Value = "{\"a\":1}"u8.ToArray(), AppendTime = new Timestamp(1) }));
    }

    [Theory]
    [InlineData(EventSource.Journal)]
    [InlineData(EventSource.Kernel)]
    public void A_container_s_line_is_no_line_of_a_node(EventSource source)
    {
        var seen = new Seen();
        var record = Encoding.UTF8.GetBytes(
            "{\"@timestamp\":\"2026-11-24T10:00:01Z\",\"stream\":\"stdout\",\"log\":\"2026-11-24 10:00:01 UTC sshd[1]: " + Ssh + "\"," + Pod + "}"
        );

        RecordParsers.Create(source, new ParserOptions()).Parse(new RawRecord { Value = record, AppendTime = new Timestamp(1) }, seen);

        Assert.Equal((0, "looks like a container's line"), (seen.Events, seen.Detail[..29]));
    }

    private sealed class Seen : IParseSink
    {
        public int Events { get; private set; }

        public string Detail { get; private set; } = "";

        public void OnEvent(ParsedEvent parsed) => Events++;

        public void OnDead(in DeadElement dead) => Detail = dead.Detail;
    }
}

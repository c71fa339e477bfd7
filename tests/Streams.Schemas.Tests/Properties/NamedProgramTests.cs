using System.Text;
using System.Text.Json.Nodes;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;

namespace Streams.Schemas.Tests.Properties;

/// <summary>
/// Where an envelope names the program that wrote a line of a node, whatever the line looks like (another program's header, a record of Linux audit, an entry of the journal)
/// is that program's words: any local user may write it.
/// </summary>
public sealed class NamedProgramTests
{
    private const string Accepted = "Accepted password for root from 203.0.113.66 port 22 ssh2";

    private static readonly (string Name, string Form)[] Envelopes =
    [
        ("rsyslog", """{"@timestamp":"2026-11-24T10:00:01.1Z","host":"node-1","program":"mallory","message":"¤"}"""),
        (
            "rsyslog, tag",
            """{"timestamp":"2026-11-24T10:00:01.1Z","host":"node-1","severity":"info","facility":"user","syslog-tag":"mallory:","message":"¤"}"""
        ),
        (
            "syslog-ng",
            """{"PROGRAM":"mallory","PRIORITY":"info","MESSAGE":"¤","LEGACY_MSGHDR":"mallory: ","ISODATE":"2026-11-24T10:00:01+00:00","HOST_FROM":"node-1","HOST":"node-1","FACILITY":"user","DATE":"Nov 24 10:00:01"}"""
        ),
        (
            "Vector, syslog",
            """{"appname":"mallory","facility":"user","host":"node-1","hostname":"node-1","message":"¤","severity":"info","source_type":"syslog","timestamp":"2026-11-24T10:00:01.1Z"}"""
        ),
        (
            "Logstash, syslog",
            """{"@timestamp":"2026-11-24T10:00:01.1Z","@version":"1","host":{"hostname":"node-1"},"process":{"name":"mallory"},"log":{"syslog":{"priority":13}},"message":"¤"}"""
        ),
        (
            "Filebeat, syslog",
            """{"@timestamp":"2026-11-24T10:00:01.1Z","agent":{"type":"filebeat"},"input":{"type":"syslog"},"hostname":"node-1","process":{"program":"mallory"},"syslog":{"priority":13},"message":"¤"}"""
        ),
        (
            "Filebeat, journald",
            """{"@timestamp":"2026-11-24T10:00:01.1Z","agent":{"type":"filebeat"},"input":{"type":"journald"},"host":{"hostname":"node-1"},"syslog":{"identifier":"mallory"},"message":"¤"}"""
        ),
        (
            "NXLog",
            """{"EventTime":"2026-11-24 10:00:01","Hostname":"node-1","SourceName":"mallory","SyslogFacility":"USER","SyslogSeverity":"INFO","SourceModuleName":"in","SourceModuleType":"im_uds","Message":"¤"}"""
        ),
        ("GELF", """{"version":"1.1","host":"node-1","short_message":"¤","timestamp":1795514401.1,"level":6,"_application_name":"mallory"}"""),
        (
            "Telegraf",
            """{"fields":{"message":"¤","severity_code":6,"facility_code":1},"name":"syslog","tags":{"appname":"mallory","facility":"user","host":"node-1","hostname":"node-1","severity":"info"},"timestamp":1795514401100}"""
        ),
        (
            "Loki",
            """{"streams":[{"stream":{"job":"systemd-journal","hostname":"node-1","syslog_identifier":"mallory","unit":"x.service"},"values":[["1795514401100000000","¤"]]}]}"""
        ),
        (
            "OTLP, syslog",
            """{"resourceLogs":[{"resource":{"attributes":[{"key":"host.name","value":{"stringValue":"node-1"}}]},"scopeLogs":[{"logRecords":[{"timeUnixNano":"1795514401100000000","body":{"stringValue":"x"},"attributes":[{"key":"appname","value":{"stringValue":"mallory"}},{"key":"hostname","value":{"stringValue":"node-1"}},{"key":"priority","value":{"intValue":"13"}},{"key":"message","value":{"stringValue":"¤"}}]}]}]}]}"""
        ),
        (
            "Fluent Bit, systemd",
            """{"@timestamp":"2026-11-24T10:00:01.1Z","syslog_identifier":"mallory","hostname":"node-1","comm":"mallory","uid":"1000","transport":"syslog","message":"¤"}"""
        ),
        (
            "the journal",
            """{"__REALTIME_TIMESTAMP":"1795514401100000","_HOSTNAME":"node-1","SYSLOG_IDENTIFIER":"mallory","_COMM":"mallory","_UID":"1000","_TRANSPORT":"syslog","MESSAGE":"¤"}"""
        ),
        ("Splunk", """{"time":1795514401.1,"host":"node-1","source":"syslog","sourcetype":"syslog","event":"Nov 24 10:00:01 node-1 mallory: ¤"}"""),
        ("Cribl", """{"_raw":"<13>Nov 24 10:00:01 node-1 mallory: ¤","_time":1795514401.1,"host":"node-1","appname":"mallory","sourcetype":"syslog"}"""),
        (
            "Azure",
            """{"records":[{"TimeGenerated":"2026-11-24T10:00:01.1Z","Type":"Syslog","Computer":"node-1","HostName":"node-1","Facility":"user","SeverityLevel":"info","ProcessName":"mallory","SyslogMessage":"¤"}]}"""
        ),
        (
            "Google",
            """{"insertId":"a","logName":"projects/p/logs/kubelet","resource":{"type":"k8s_node","labels":{"node_name":"node-1"}},"timestamp":"2026-11-24T10:00:01.1Z","jsonPayload":{"SYSLOG_IDENTIFIER":"mallory","MESSAGE":"¤","_HOSTNAME":"node-1"}}"""
        ),
        ("Fluentd's tag", """{"@timestamp":"2026-11-24T10:00:01.1Z","host":"node-1","ident":"mallory","message":"¤"}"""),
    ];

    private static readonly string[] Words =
    [
        "Nov 24 10:00:02 node-1 sshd[1]: " + Accepted,
        "<38>Nov 24 10:00:02 node-1 sshd[1]: " + Accepted,
        "<38>1 2026-11-24T10:00:02Z node-1 sshd 1 - - " + Accepted,
        "2026-11-24T10:00:02.123456+00:00 node-1 sshd[1]: " + Accepted,
        "sshd[1]: " + Accepted,
        Accepted,
        "type=USER_LOGIN msg=audit(1795514401.123:99): pid=1 uid=0 msg='op=login acct=\"root\" exe=\"/usr/sbin/sshd\" addr=203.0.113.66 res=success'",
        "node=node-2 type=SYSCALL msg=audit(1795514401.123:99): arch=c000003e syscall=59 pid=1 uid=0 exe=\"/usr/sbin/sshd\"",
        """{"__REALTIME_TIMESTAMP":"1795514402000000","_HOSTNAME":"node-2","SYSLOG_IDENTIFIER":"sshd","_COMM":"sshd","_UID":"0","MESSAGE":"¤"}""".Replace(
            "¤",
            Accepted,
            StringComparison.Ordinal
        ),
        """{"ID":"1795514401.123:77","NODE":"node-2","USER_LOGIN":{"pid":1,"uid":0,"op":"login","acct":"root","exe":"/usr/sbin/sshd","addr":"203.0.113.66","res":"success"}}""",
        """{"@timestamp":"2026-11-24T10:00:01.1Z","agent":{"type":"auditbeat"},"host":{"name":"node-2"},"event":{"module":"auditd","outcome":"success"},"auditd":{"message_type":"user_login","data":{"acct":"root"}},"process":{"executable":"/usr/sbin/sshd"},"source":{"ip":"203.0.113.66"}}""",
        """{"@timestamp":"2026-11-24T10:00:02Z","host":"node-2","program":"sshd","message":"¤"}""".Replace("¤", Accepted, StringComparison.Ordinal),
        "x\nNov 24 10:00:02 node-1 sshd[1]: " + Accepted,
        "x\u0000Nov 24 10:00:02 node-1 sshd[1]: " + Accepted,
        "x#012Nov 24 10:00:02 node-1 sshd[1]: " + Accepted,
        "\",\"program\":\"sshd\",\"PROGRAM\":\"sshd\",\"message\":\"" + Accepted,
        new string('x', 20_000) + " sshd[1]: " + Accepted,
    ];

    private static readonly string[] Flows =
    [
        " IN=eth0 OUT= MAC=aa SRC=203.0.113.66 DST=10.0.0.7 LEN=60 TOS=0x00 PREC=0x00 TTL=63 ID=1 DF PROTO=TCP SPT=1 DPT=443 WINDOW=1 RES=0x00 SYN URGP=0",
        "kernel: calico-packet: IN=cali1 OUT=eth0 SRC=203.0.113.66 DST=10.0.0.7 LEN=60 TOS=0x00 PREC=0x00 TTL=63 ID=1 DF PROTO=TCP SPT=1 DPT=443 WINDOW=1 RES=0x00 SYN URGP=0",
        "[  123.456789] calico-packet: IN=cali1 OUT=eth0 SRC=203.0.113.66 DST=10.0.0.7 LEN=60 TOS=0x00 PREC=0x00 TTL=63 ID=1 DF PROTO=TCP SPT=1 DPT=443 WINDOW=1 RES=0x00 SYN URGP=0",
        "2026/11/24 10:00:03.123456 AntreaPolicyIngressRule AntreaNetworkPolicy:shop/deny rule-1 Drop 44900 n 10.10.1.65 35402 10.10.1.68 80 TCP 60 label",
        """{"flow":{"time":"2026-11-24T10:00:01Z","verdict":"DROPPED","IP":{"source":"10.0.0.7","destination":"10.0.0.8"},"l4":{"TCP":{"source_port":1,"destination_port":53}}},"node_name":"n"}""",
        """{"start_time":1795514401,"source_ip":"10.0.0.7","source_type":"wep","source_name":"p","source_namespace":"s","dest_ip":"10.0.0.8","dest_type":"wep","dest_port":1,"proto":"tcp","action":"deny","reporter":"src"}""",
        """{"hostname":"n","output":"o","priority":"Critical","rule":"r","time":"2026-11-24T10:00:01.6Z","output_fields":{"evt.type":"execve","proc.name":"nc"}}""",
        """{"process_exec":{"process":{"binary":"/usr/bin/nc","arguments":"-l","pid":1,"uid":0}},"node_name":"n","time":"2026-11-24T10:00:01Z"}""",
        """{"__REALTIME_TIMESTAMP":"1795514401000000","_TRANSPORT":"kernel","MESSAGE":"IN=eth0 OUT= SRC=203.0.113.66 DST=10.0.0.7 LEN=60 TOS=0x00 PREC=0x00 TTL=63 ID=1 PROTO=TCP SPT=1 DPT=443"}""",
        """{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"a1","stage":"ResponseComplete","requestURI":"/api","verb":"get","user":{"username":"dana"},"stageTimestamp":"2026-11-24T10:00:04.5Z"}""",
    ];

    public static TheoryData<string> Names => [.. Envelopes.Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Whatever_a_named_program_writes_is_its_own_words(string name)
    {
        var form = Envelopes.Single(e => e.Name == name).Form;
        var wrong = new StringBuilder();
        Check(form, "plain words", wrong, isPlain: true);
        foreach (var words in Words)
        {
            Check(form, words, wrong, isPlain: false);
        }

        Assert.True(wrong.Length == 0, wrong.ToString());
    }

    /// <summary>No program of a node writes the kernel's flows or a sensor's events: those come from the kernel, or as the record itself.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void No_named_program_writes_flows_or_a_sensors_events(string name)
    {
        var form = Envelopes.Single(e => e.Name == name).Form;
        if (form.Contains("mallory: ¤", StringComparison.Ordinal))
        {
            return; // the envelope names nobody; a word before a flow may be the prefix that the filter's rule writes
        }

        var wrong = new StringBuilder();
        foreach (var source in (EventSource[])[EventSource.Kernel, EventSource.Ebpf, EventSource.Audit])
        {
            foreach (var words in Flows)
            {
                var sink = Parse(source, form, words);
                if (sink.Seen.Any(s => !s.StartsWith("other ", StringComparison.Ordinal)))
                {
                    wrong.Append(source).Append(' ').Append(words[..60]).Append(" -> ").AppendJoin("; ", sink.Seen).Append('\n');
                }
            }
        }

        Assert.True(wrong.Length == 0, wrong.ToString());
    }

    private static Sink Parse(EventSource source, string form, string words)
    {
        var record = form.Replace("¤", JsonValue.Create(words)!.ToJsonString()[1..^1], StringComparison.Ordinal);
        var sink = new Sink();
        RecordParsers
            .Create(source, new ParserOptions())
            .Parse(new RawRecord { Value = Encoding.UTF8.GetBytes(record), AppendTime = new Timestamp(1_795_514_410_000_000_000) }, sink);
        return sink;
    }

    private static void Check(string form, string words, StringBuilder wrong, bool isPlain)
    {
        var sink = Parse(EventSource.Journal, form, words);
        if (sink.Seen.Any(s => !s.StartsWith("other mallory node-1", StringComparison.Ordinal)) || (isPlain && sink.Seen.Count != 1))
        {
            wrong.Append(words[..Math.Min(words.Length, 70)]).Append(" -> ").AppendJoin("; ", sink.Seen).Append('\n');
        }
    }

    private sealed class Sink : IParseSink
    {
        public List<string> Seen { get; } = [];

        public void OnEvent(ParsedEvent parsed)
        {
            List<string> names = [];
            for (var i = 0; i < parsed.Fields.Count; i++)
            {
                if (parsed.Fields.At(i).Field == Field.SyslogAppName)
                {
                    names.Add(Encoding.UTF8.GetString(parsed.Fields.At(i).Text));
                }
            }

            Seen.Add(
                $"{parsed.Type.Name()} {string.Join('+', names)} {parsed.Fields.String(Field.HostName) ?? parsed.Fields.String(Field.NodeName)} {parsed.Dialect}"
            );
        }

        public void OnDead(in DeadElement dead) { }
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;

namespace Streams.Benchmarks.Parsers;

/// <summary>What one line costs as each shipper brings it, beside Fluent Bit's: the least of many short rounds, taken in turns, since the machine is shared.</summary>
internal static class EnvelopeCosts
{
    private const int Rounds = 300;
    private const int Lines = 400;
    private const int Batched = 20;
    private const string Uid = "6f0e8c1a-3a5b-4c2d-9e8f-0a1b2c3d4e5f";
    private const string Container = "3131249e92d53efad4e587de79f26c677345a5e03ecdfc4176a40a3e7ba13bd0";
    private const string Time = "2026-11-24T10:00:01.123456789Z";

    /// <summary>An access line as it stands in a JSON string.</summary>
    private const string Line =
        """203.0.113.5 - - [24/Nov/2026:10:00:01 +0000] \"GET /cart/items?id=7 HTTP/1.1\" 200 1512 \"-\" \"Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101\"""";

    private static readonly string[] Labels = ["app", "app.kubernetes.io/name", "app.kubernetes.io/instance", "pod-template-hash"];

    /// <summary>Measures and prints them.</summary>
    public static int Run()
    {
        var cases = All();
        var least = new double[cases.Count];
        Array.Fill(least, double.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < cases.Count; i++)
            {
                least[i] = Math.Min(least[i], cases[i].Nanoseconds());
            }
        }

        Console.WriteLine("| line | ns | of a Fluent Bit line |");
        Console.WriteLine("|---|---|---|");
        for (var i = 0; i < cases.Count; i++)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {cases[i].Name} | {least[i]:F0} | {least[i] / least[0]:F2} |"));
        }

        return 0;
    }

    private static List<Case> All() =>
        [
            new("container, Fluent Bit", EventSource.Container, FluentBit(Line)),
            new("container, Fluent Bit with labels", EventSource.Container, FluentBit(Line, $$""","labels":{{{Object(Labels)}}}""")),
            new("container, Vector", EventSource.Container, Vector()),
            new("container, ECS", EventSource.Container, Beats()),
            new("container, OTLP in JSON", EventSource.Container, Otlp(1)),
            new($"container, OTLP in JSON, {Batched} a batch", EventSource.Container, Otlp(Batched), Batched),
            new("container, CRI", EventSource.Container, $"{Time} stdout F {Line.Replace("\\\"", "\"", StringComparison.Ordinal)}"),
            new("audit, bare", EventSource.Audit, Audit()),
            new("CoreDNS, bare", EventSource.Dns, """[INFO] 10.244.0.7:5353 - 1234 "A IN api.example.org. udp 41 false 512" NOERROR qr,rd,ra 80 0.001s"""),
            new("journald", EventSource.Journal, Journal()),
            new("netfilter, rsyslog", EventSource.Kernel, Netfilter()),
        ];

    private static string FluentBit(string line, string more = "") =>
        $$"""{"@timestamp":"{{Time}}","stream":"stdout","_p":"F","log":"{{line}}","kubernetes":{"pod_name":"cart-1","namespace_name":"shop","pod_id":"{{Uid}}"{{more}},"host":"node-1","container_name":"cart","docker_id":"{{Container}}","container_image":"registry.example/cart:1.2"}}""";

    private static string Vector() =>
        $$"""{"file":"/var/log/pods/shop_cart-1_{{Uid}}/cart/0.log","kubernetes":{"container_id":"containerd://{{Container}}","container_image":"registry.example/cart:1.2","container_name":"cart","pod_name":"cart-1","pod_namespace":"shop","pod_node_name":"node-1","pod_uid":"{{Uid}}"},"message":"{{Line}}","source_type":"kubernetes_logs","stream":"stdout","timestamp":"{{Time}}"}""";

    private static string Beats() =>
        $$"""{"@timestamp":"2026-11-24T10:00:01.123Z","@metadata":{"beat":"filebeat","type":"_doc","version":"8.15.0"},"agent":{"ephemeral_id":"a","id":"b","name":"node-1","type":"filebeat","version":"8.15.0"},"container":{"id":"{{Container}}","runtime":"containerd"},"ecs":{"version":"8.0.0"},"host":{"name":"node-1"},"input":{"type":"container"},"kubernetes":{"container":{"name":"cart"},"namespace":"shop","node":{"name":"node-1"},"pod":{"name":"cart-1","uid":"{{Uid}}"}},"log":{"file":{"path":"/var/log/containers/cart-1_shop_cart-{{Container}}.log"},"offset":1234},"message":"{{Line}}","stream":"stdout"}""";

    private static string Otlp(int records)
    {
        var record =
            $$"""{"timeUnixNano":"1795514401123456789","observedTimeUnixNano":"1795514401200000000","body":{"stringValue":"{{Line}}"},"attributes":[{"key":"log.iostream","value":{"stringValue":"stdout"}},{"key":"logtag","value":{"stringValue":"F"}}],"traceId":"","spanId":""}""";
        return $$"""{"resourceLogs":[{"resource":{"attributes":[{"key":"k8s.pod.name","value":{"stringValue":"cart-1"}},{"key":"k8s.namespace.name","value":{"stringValue":"shop"}},{"key":"k8s.pod.uid","value":{"stringValue":"{{Uid}}"}},{"key":"k8s.node.name","value":{"stringValue":"node-1"}},{"key":"k8s.container.name","value":{"stringValue":"cart"}},{"key":"container.id","value":{"stringValue":"{{Container}}"}}]},"scopeLogs":[{"scope":{},"logRecords":[{{string.Join(',', Enumerable.Repeat(record, records))}}]}]}]}""";
    }

    private static string Audit() =>
        """{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"8e5f2c1d-0000-4000-8000-000000000001","stage":"ResponseComplete","requestURI":"/api/v1/namespaces/shop/secrets/token","verb":"get","user":{"username":"system:serviceaccount:shop:cart","uid":"u-1","groups":["system:serviceaccounts","system:authenticated"],"extra":{"authentication.kubernetes.io/pod-name":["cart-1"]}},"sourceIPs":["10.244.0.7"],"userAgent":"curl/8","objectRef":{"resource":"secrets","namespace":"shop","name":"token","apiVersion":"v1"},"responseStatus":{"metadata":{},"code":200},"requestReceivedTimestamp":"2026-11-24T10:00:01.120000Z","stageTimestamp":"2026-11-24T10:00:01.123456Z","annotations":{"authorization.k8s.io/decision":"allow","authorization.k8s.io/reason":""}}""";

    private static string Journal() =>
        """{"__CURSOR":"s=1;i=1","__REALTIME_TIMESTAMP":"1795514401123456","_HOSTNAME":"node-1","_TRANSPORT":"syslog","SYSLOG_IDENTIFIER":"sshd","_COMM":"sshd","_EXE":"/usr/sbin/sshd","_UID":"0","_PID":"4711","PRIORITY":"6","MESSAGE":"Failed password for root from 203.0.113.9 port 22 ssh2"}""";

    private static string Netfilter() =>
        "2026-11-24T10:00:01.123456+00:00 node-1 kernel: [ 1202.354906] calico-packet: IN=cali123 OUT=eth0 MAC=aa:bb SRC=10.244.0.7 DST=203.0.113.9 LEN=60 TOS=0x00 PREC=0x00 TTL=63 ID=1 DF PROTO=TCP SPT=40000 DPT=443 WINDOW=64240 RES=0x00 SYN URGP=0";

    private static string Object(IEnumerable<string> names) => string.Join(',', names.Select(n => $"\"{n}\":\"cart-7d9c8b\""));

    private sealed class Case(string name, EventSource source, string record, int events = 1) : IParseSink
    {
        private readonly IRecordParser _parser = RecordParsers.Create(source, new ParserOptions());
        private readonly byte[] _record = Encoding.UTF8.GetBytes(record);
        private long _events;

        public string Name => name;

        public void OnEvent(ParsedEvent parsed) => _events++;

        public void OnDead(in DeadElement dead) => throw new InvalidDataException($"{name}: {dead.Detail}");

        /// <summary>Of one event, in one round.</summary>
        public double Nanoseconds()
        {
            var repeats = Math.Max(1, Lines / events);
            _events = 0;
            var began = Stopwatch.GetTimestamp();
            for (var i = 0; i < repeats; i++)
            {
                _parser.Parse(new RawRecord { Value = _record, AppendTime = new Timestamp(1) }, this);
            }

            var elapsed = Stopwatch.GetElapsedTime(began);
            return _events == repeats * events ? elapsed.TotalNanoseconds / _events : throw new InvalidDataException($"{name}: {_events} events");
        }
    }
}

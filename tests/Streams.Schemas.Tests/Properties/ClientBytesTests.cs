using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Streams.Schemas.Events;
using Streams.Schemas.Tests.Conformance;

namespace Streams.Schemas.Tests.Properties;

/// <summary>Whatever a client, an application or the author of a name writes changes the fields that are his, and no other: no type, no time, no address, no entity.</summary>
public sealed class ClientBytesTests
{
    /// <summary>Each template writes <c>@</c> where the client's text stands, in the way its writer quotes it.</summary>
    private static readonly (string Name, EventSource Source, Func<string, string> Write, string[] Own)[] Templates =
    [
        (
            "CoreDNS name",
            EventSource.Dns,
            text => $"[INFO] 10.244.0.7:40112 - 1 \"TXT IN {Presentation(text)}.exfil.example. udp 33 false 512\" NXDOMAIN qr,rd,ra 66 0.001203s",
            ["dns.question.name", "message"]
        ),
        (
            "Apache request",
            EventSource.Container,
            text => Fluent($"203.0.113.5 - - [24/Nov/2026:10:10:00 +0000] \"GET /{Apache(text)} HTTP/1.1\" 404 12 \"-\" \"curl/8\""),
            ["url.path", "url.query", "message"]
        ),
        (
            "Apache agent",
            EventSource.Container,
            text => Fluent($"203.0.113.5 - - [24/Nov/2026:10:10:00 +0000] \"GET / HTTP/1.1\" 404 12 \"-\" \"x{Apache(text)}\""),
            ["user_agent.original", "message"]
        ),
        (
            "nginx request",
            EventSource.Container,
            text => Fluent($"203.0.113.5 - - [24/Nov/2026:10:10:00 +0000] \"GET /{Nginx(text)} HTTP/1.1\" 404 12 \"-\" \"curl/8\""),
            ["url.path", "url.query", "message"]
        ),
        (
            "Envoy agent",
            EventSource.Container,
            text =>
                Fluent(
                    $"[2026-11-24T10:10:00.123Z] \"GET /a HTTP/1.1\" 404 - via_upstream - \"-\" 0 12 5 4 \"203.0.113.5\" \"{text}\" \"id\" \"shop.example\" \"10.244.0.7:8080\" inbound|8080|| 127.0.0.6:1 10.244.0.7:8080 203.0.113.5:0 - default"
                ),
            ["user_agent.original", "message"]
        ),
        ("application's message", EventSource.Container, text => Fluent("order " + text), ["message"]),
        ("application's key, merged", EventSource.Container, text => Fluent(null, text), ["message"]),
        ("Vector's message", EventSource.Container, text => Vector("order " + text), ["message"]),
        ("user agent of an API request", EventSource.Audit, text => Audit(e => e["userAgent"] = "x" + text), ["user_agent.original"]),
        ("forwarding header", EventSource.Audit, text => Audit(e => e["sourceIPs"] = new JsonArray("x" + text, "192.0.2.9")), ["source.forwarded"]),
        ("a secret's name", EventSource.Audit, text => Audit(e => e["objectRef"]!["name"] = "x" + text), ["audit.object.name"]),
        ("a file's name", EventSource.Ebpf, text => Falco("fd.name", "/tmp/" + text), ["fd.name", "file.path"]),
        ("a command line", EventSource.Ebpf, text => Falco("proc.cmdline", "sh " + text), ["process.command_line"]),
        (
            "sshd's user name",
            EventSource.Journal,
            text => Journal("sshd", $"Failed password for invalid user x{text} from 198.51.100.9 port 51514 ssh2"),
            ["user.name", "message"]
        ),
        (
            "a certificate's identity",
            EventSource.Journal,
            text =>
                Journal("sshd", $"Accepted publickey for dana from 198.51.100.9 port 51514 ssh2: ED25519-CERT SHA256:x ID {text} serial 1 CA ED25519 SHA256:y"),
            ["message"]
        ),
        ("a message in the export format", EventSource.Journal, text => Export("x" + text[..Math.Min(text.Length, 60)]), ["message"]),
        (
            "an address in HAProxy's request",
            EventSource.Container,
            text => Fluent($"203.0.113.5:40112 [24/Nov/2026:10:10:00.123] in be/s 0/0/1/2/3 404 12 - - ---- 1/1/0/0/0 0/0 \"GET /{Nginx(text)} HTTP/1.1\""),
            ["url.path", "url.query", "message"]
        ),
        (
            "a path merged beside the line",
            EventSource.Container,
            text =>
                new JsonObject
                {
                    ["time"] = "2026-11-24T10:00:01Z",
                    ["message"] = "request",
                    ["path"] = "/var/log/pods/bank_bank-0_u1/app/0.log" + text,
                }.ToJsonString(),
            ["message"]
        ),
        (
            "GELF's message",
            EventSource.Container,
            text =>
                new JsonObject
                {
                    ["version"] = "1.1",
                    ["host"] = "node-1",
                    ["short_message"] = "x" + text,
                    ["timestamp"] = 1795514401.123,
                    ["_pod_name"] = "cart-1",
                }.ToJsonString(),
            ["message"]
        ),
        ("logger's message", EventSource.Journal, text => Journal("dana", "x" + text), ["message"]),
        (
            "a policy's name in calico's prefix",
            EventSource.Kernel,
            text =>
                $"2026-11-24T10:00:03.1+00:00 node-1 kernel: [ 1202.354906] calico-packet np shop/{Label(text)}: IN=cali0 OUT=eth0 SRC=10.244.0.7 DST=192.0.2.2 LEN=60 PROTO=TCP SPT=1 DPT=443 SYN",
            ["netfilter.prefix"]
        ),
        (
            "a label in Antrea's prefix",
            EventSource.Kernel,
            text =>
                $"2026-11-24T10:00:03.1+00:00 node-1 kernel: [ 1202.354906] Antrea:I:Allow:{Label(text)}:IN=cali0 OUT=eth0 SRC=10.244.0.7 DST=192.0.2.2 LEN=60 PROTO=TCP SPT=1 DPT=443 SYN",
            ["netfilter.prefix"]
        ),
        (
            "a prefix of any words, with no blank at its end",
            EventSource.Kernel,
            text =>
                $"2026-11-24T10:00:03.1+00:00 node-1 kernel: [ 1202.354906] x{text.Replace('\t', ' ')}zIN=cali0 OUT=eth0 SRC=10.244.0.7 DST=192.0.2.2 LEN=60 PROTO=TCP SPT=1 DPT=443 SYN",
            ["netfilter.prefix", "event.action", "event.outcome"]
        ),
        (
            "a user's name in an access line",
            EventSource.Container,
            text => Fluent($"203.0.113.5 - x{Apache(text)} [24/Nov/2026:10:10:00 +0000] \"GET / HTTP/1.1\" 401 12 \"-\" \"curl/8\""),
            ["message"]
        ),
        (
            "an argument of kilobytes in a record of Linux audit",
            EventSource.Journal,
            text =>
                $"node=node-1 type=EXECVE msg=audit(1795514401.123:42): argc=2 a0=\"sh\" a1_len=9000 a1[0]={Convert.ToHexString(Encoding.UTF8.GetBytes(text + " "))} a1[1]=\"b\"",
            ["process.command_line", "message"]
        ),
        (
            "a label in Loki's text",
            EventSource.Container,
            text =>
                new JsonObject
                {
                    ["line"] = "order stored",
                    ["timestamp"] = "2026-11-24T10:00:01.123Z",
                    ["labels"] = $"{{app=\"x{Apache(text)}\", namespace=\"shop\", pod=\"cart-1\"}}",
                }.ToJsonString(),
            []
        ),
    ];

    private static readonly string[] Hostile =
    [
        "\"",
        "\\",
        " ",
        "->",
        "{",
        "}",
        "[",
        "]",
        "' ",
        "\" 200 1 \"",
        " from 10.0.0.1 port 1 ssh2",
        "IN=eth9 OUT= SRC=1.2.3.4 DST=5.6.7.8 ",
        "drop",
        "DENY",
        "allow",
        "\\\"",
        "%s",
        "é",
        "\t",
        ":",
        "=",
        "/",
        ";",
        "|",
        "2020-01-01T00:00:00Z",
        "127.0.0.1",
        "\"kubernetes\":{\"pod_name\":\"bank-0\"}",
        "\"time\":\"2020-01-01T00:00:00Z\"",
        "sshd[1]: Accepted password for root",
        "NOERROR",
        "a",
        "b.c",
        "0",
    ];

    public static TheoryData<string> Names => [.. Templates.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Bytes_of_a_client_change_only_the_fields_that_are_his(string name)
    {
        var (_, source, write, own) = Templates.Single(t => t.Name == name);
        var plain = Frame(source, write("a"), own);

        Gen.Int[0, Hostile.Length - 1]
            .Select(i => Hostile[i])
            .Array[1, 4]
            .Select(string.Concat)
            .Sample(text => Assert.Equal(plain, Frame(source, write(text), own)), iter: 2_000, threads: 1);
    }

    /// <summary>All of an event but the client's own fields.</summary>
    private static string Frame(EventSource source, string record, string[] own)
    {
        var seen = Lines.One(source, record);
        var json = seen.Json.DeepClone().AsObject();
        foreach (var field in own)
        {
            json["fields"]!.AsObject().Remove(field);
        }

        json["entities"]!.AsObject().Remove("domain");
        if (own.Contains("audit.object.name"))
        {
            json["entities"]!.AsObject().Remove("pod");
        }

        return string.Join(
            '\n',
            json.Select(p =>
                    $"{p.Key}={(p.Value is JsonObject o ? string.Join(',', o.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}:{f.Value?.ToJsonString()}")) : p.Value?.ToJsonString())}"
                )
                .Where(l => !l.StartsWith("provenance=", StringComparison.Ordinal))
        );
    }

    private static string Fluent(string? log, string? key = null)
    {
        var record = new JsonObject
        {
            ["@timestamp"] = "2026-11-24T10:00:01.123456Z",
            ["stream"] = "stdout",
            ["_p"] = "F",
        };
        if (log is not null)
        {
            record["log"] = log;
        }
        else
        {
            record["msg"] = key;
            record["time"] = key;
            record["level"] = "info";
        }

        record["kubernetes"] = new JsonObject
        {
            ["pod_name"] = "cart-1",
            ["namespace_name"] = "shop",
            ["pod_id"] = "u1",
            ["host"] = "node-1",
            ["docker_id"] = new string('a', 64),
            ["container_name"] = "cart",
        };
        return record.ToJsonString();
    }

    private static string Export(string message) =>
        "__CURSOR=s=1\n__REALTIME_TIMESTAMP=1795514401123000\n_HOSTNAME=node-1\nSYSLOG_IDENTIFIER=dana\n_COMM=dana\n_UID=1000\nMESSAGE\n"
        + Encoding.Latin1.GetString(BitConverter.GetBytes((ulong)Encoding.UTF8.GetByteCount(message)))
        + message
        + "\n\n";

    private static string Vector(string message) =>
        new JsonObject
        {
            ["file"] = "/var/log/pods/shop_cart-1_u1/cart/0.log",
            ["kubernetes"] = new JsonObject
            {
                ["pod_name"] = "cart-1",
                ["pod_namespace"] = "shop",
                ["pod_uid"] = "u1",
                ["pod_node_name"] = "node-1",
            },
            ["message"] = message,
            ["source_type"] = "kubernetes_logs",
            ["stream"] = "stdout",
            ["timestamp"] = "2026-11-24T10:00:01.123456789Z",
        }.ToJsonString();

    private static string Audit(Action<JsonObject> change)
    {
        var e = JsonNode
            .Parse(
                """{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"a1","stage":"ResponseComplete","requestURI":"/api/v1/namespaces/shop/secrets/db","verb":"get","user":{"username":"dana"},"sourceIPs":["192.0.2.9"],"userAgent":"k","objectRef":{"resource":"secrets","namespace":"shop","name":"db"},"responseStatus":{"code":200},"stageTimestamp":"2026-11-24T10:00:04.5Z"}"""
            )!
            .AsObject();
        change(e);
        return e.ToJsonString();
    }

    private static string Falco(string field, string value)
    {
        var e = JsonNode
            .Parse(
                """{"hostname":"node-1","output":"o","priority":"Notice","rule":"r","source":"syscall","time":"2026-11-24T10:00:01.6Z","output_fields":{"evt.time":1795514401618385925,"evt.type":"openat","container.id":"ea02151f732e"}}"""
            )!
            .AsObject();
        e["output_fields"]![field] = value;
        return e.ToJsonString();
    }

    private static string Journal(string identifier, string message) =>
        new JsonObject
        {
            ["_HOSTNAME"] = "node-1",
            ["_TRANSPORT"] = "syslog",
            ["SYSLOG_IDENTIFIER"] = identifier,
            ["_PID"] = "4711",
            ["_COMM"] = identifier == "sshd" ? "sshd" : "logger",
            ["_UID"] = identifier == "sshd" ? "0" : "1000",
            ["__CURSOR"] = "c1",
            ["__REALTIME_TIMESTAMP"] = "1795514402250000",
            ["MESSAGE"] = message,
        }.ToJsonString();

    /// <summary>As CoreDNS prints a label (RFC 1035).</summary>
    private static string Presentation(string label)
    {
        var text = new StringBuilder();
        foreach (var octet in Encoding.UTF8.GetBytes(label))
        {
            _ = octet switch
            {
                (byte)'.' or (byte)' ' or (byte)'\'' or (byte)'@' or (byte)';' or (byte)'(' or (byte)')' or (byte)'"' or (byte)'\\' => text.Append('\\')
                    .Append((char)octet),
                < 0x20 or > 0x7e => text.Append('\\').Append(octet.ToString("D3", System.Globalization.CultureInfo.InvariantCulture)),
                _ => text.Append((char)octet),
            };
        }

        return text.ToString();
    }

    private static string Apache(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal);

    private static string Nginx(string text) =>
        text.Replace("\\", "\\x5C", StringComparison.Ordinal).Replace("\"", "\\x22", StringComparison.Ordinal).Replace("\t", "\\x09", StringComparison.Ordinal);

    /// <summary>What Kubernetes lets a name be.</summary>
    private static string Label(string text) =>
        string.Concat(text.ToLowerInvariant().Where(c => char.IsAsciiLetterOrDigit(c) || c == '-').DefaultIfEmpty('x').Prepend('x').Append('x'));
}

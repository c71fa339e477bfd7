using System.Text.Json.Nodes;
using Streams.Schemas.Events;
using Streams.Schemas.Tests.Conformance;

namespace Streams.Schemas.Tests.Properties;

/// <summary>The same as <see cref="ClientBytesTests"/> of resolvers, sensors and flows whose names, paths and arguments are whoever chose them.</summary>
public sealed class ClientBytesOfSensorsTests
{
    private static readonly (string Name, EventSource Source, Func<string, string> Write, string[] Own)[] Templates =
    [
        ("dnsmasq", EventSource.Dns, text => $"Nov 24 10:00:01 gw dnsmasq[712]: query[A] a{text} from 10.0.0.7", ["dns.question.name"]),
        ("dnsmasq, extra", EventSource.Dns, text => $"Nov 24 10:00:01 gw dnsmasq[712]: 42 10.0.0.7/5353 query[A] a{text} from 10.0.0.7", ["dns.question.name"]),
        (
            "BIND",
            EventSource.Dns,
            text => $"24-Nov-2026 10:00:01.123 queries: info: client @0x7 10.0.0.7#5353 (a{Escaped(text)}): query: a{Escaped(text)} IN A + (10.0.0.53)",
            ["dns.question.name"]
        ),
        ("unbound", EventSource.Dns, text => $"[1795514401] unbound[712:0] info: 10.0.0.7 a{Escaped(text)}. A IN NXDOMAIN 0.1 0 56", ["dns.question.name"]),
        (
            "Hubble's question",
            EventSource.Kernel,
            text =>
                Json(
                    """{"flow":{"time":"2026-11-24T10:00:01.123Z","verdict":"FORWARDED","IP":{"source":"10.0.0.10","destination":"10.0.0.7"},"l4":{"UDP":{"source_port":53,"destination_port":5353}},"l7":{"type":"RESPONSE","dns":{"query":"¤","rcode":3,"qtypes":["A"]}}},"node_name":"node-1"}""",
                    text
                ),
            ["dns.question.name"]
        ),
        (
            "Hubble's request",
            EventSource.Kernel,
            text =>
                Json(
                    """{"flow":{"time":"2026-11-24T10:00:01.123Z","verdict":"FORWARDED","IP":{"source":"10.0.0.10","destination":"10.0.0.7"},"l4":{"TCP":{"source_port":80,"destination_port":5353}},"l7":{"type":"RESPONSE","http":{"code":404,"method":"GET","url":"http://h/¤","headers":[{"key":"User-Agent","value":"¤"}]}}},"node_name":"node-1"}""",
                    text
                ),
            ["url.path", "url.query", "user_agent.original"]
        ),
        (
            "KubeArmor's file",
            EventSource.Ebpf,
            text =>
                Json(
                    """{"UpdatedTime":"2026-11-24T10:00:01.1Z","HostName":"node-1","NamespaceName":"shop","PodName":"p","HostPID":7,"UID":33,"ParentProcessName":"/bin/sh","ProcessName":"/bin/cat","Source":"/bin/cat ¤","Operation":"File","Resource":"/¤","Data":"syscall=SYS_OPENAT","Result":"Passed"}""",
                    text
                ),
            ["process.command_line", "file.path", "fd.name"]
        ),
        (
            "Auditbeat's arguments",
            EventSource.Ebpf,
            text =>
                Json(
                    """{"@timestamp":"2026-11-24T10:00:01.1Z","agent":{"type":"auditbeat"},"host":{"name":"node-1"},"event":{"module":"auditd","outcome":"success"},"message":"¤","process":{"pid":7,"executable":"/bin/sh","args":["sh","¤"]},"auditd":{"message_type":"syscall","data":{"syscall":"execve"}}}""",
                    text
                ),
            ["process.command_line"]
        ),
        (
            "osquery's command line",
            EventSource.Ebpf,
            text =>
                Json(
                    """{"name":"x","hostIdentifier":"node-1","unixTime":1795514401,"action":"added","columns":{"path":"/bin/sh","cmdline":"sh ¤","pid":"7","uid":"0","time":"1795514400"}}""",
                    text
                ),
            ["process.command_line"]
        ),
        (
            "an argument of a started program",
            EventSource.Journal,
            text => $"type=EXECVE msg=audit(1795514401.123:7): argc=2 a0=\"sh\" a1={Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes("x " + text))}",
            ["process.command_line"]
        ),
    ];

    private static readonly string[] Hostile =
    [
        "\"",
        "\\",
        "'",
        " ",
        "{",
        "}",
        "[",
        "]",
        " from 192.0.2.1",
        " IN A",
        ": query: ",
        "#1 (",
        "query[A] x from 192.0.2.9",
        "NOERROR",
        "/T",
        "?",
        "syscall=SYS_CONNECT",
        "remoteip=1.2.3.4 port=1",
        "\"uid\":\"0\"",
        "\",\"user\":{\"id\":\"0\"}",
        "type=SYSCALL msg=audit(1.1:1): uid=0",
        " uid=0",
        "é",
        "%s",
        "node=x ",
        "http://h/",
        "a",
        "0",
    ];

    public static TheoryData<string> Names => [.. Templates.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Bytes_of_a_client_change_only_the_fields_that_are_his(string name)
    {
        var (_, source, write, own) = Templates.Single(t => t.Name == name);
        var (plain, random) = (Frame(source, write("a"), own), new Random(7));
        for (var i = 0; i < 2_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => Hostile[random.Next(Hostile.Length)]));
            Assert.Equal(plain, Frame(source, write(text), own));
        }
    }

    private static string Frame(EventSource source, string record, string[] own)
    {
        var json = Lines.One(source, record).Json.DeepClone().AsObject();
        foreach (var field in (string[])[.. own, "message"])
        {
            json["fields"]!.AsObject().Remove(field);
        }

        json["entities"]!.AsObject().Remove("domain");
        return json.ToJsonString();
    }

    /// <summary>A blank, and whatever is no letter, as an octet in decimal.</summary>
    private static string Escaped(string text) =>
        string.Concat(System.Text.Encoding.UTF8.GetBytes(text).Select(b => char.IsAsciiLetterOrDigit((char)b) ? $"{(char)b}" : $"\\{b:000}"));

    private static string Json(string form, string text) => form.Replace("¤\"", JsonValue.Create(text)!.ToJsonString()[1..], StringComparison.Ordinal);
}

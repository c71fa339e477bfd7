using System.Text;
using System.Text.Json;
using Streams.Schemas.Events;

namespace Streams.EndToEnd.Tests.Siem;

/// <summary>Raw records with a text in each place of each source that an attacker may write.</summary>
internal static class PlantedSecrets
{
    /// <summary>The records that hold a text.</summary>
    public static IEnumerable<(EventSource Source, string Record)> With(string text, int number)
    {
        var line = text.Replace('\n', ' ');
        var json = Json(text);
        var uri = Uri.EscapeDataString(text);
        yield return (EventSource.Container, $"2026-11-23T07:00:{number % 60:00}.{number:000000000}Z stdout F {line}");
        yield return (
            EventSource.Container,
            $$$"""{"@timestamp":"2026-11-23T07:00:{{{number % 60:00}}}.{{{number:000000000}}}Z","log":"{\"level\":\"info\",\"msg\":{{{Json(json)[1..^1]}}}}","stream":"stdout"}"""
        );
        yield return (
            EventSource.Container,
            $"2026-11-23T07:00:{number % 60:00}.{number:000000000}Z stdout F 10.0.0.9 - - [23/Nov/2026:07:00:00 +0000] \"GET /x?q={uri} HTTP/1.1\" 200 12 \"-\" {json}"
        );
        yield return (EventSource.Audit, Audit(number, $"/api/v1/namespaces/shop/pods/api/exec?command=sh&command=-c&command={uri}", "{}", "kubectl/v1.31"));
        yield return (EventSource.Audit, Audit(number, "/api/v1/namespaces/shop/pods", PodOf($"[\"sh\",\"-c\",{json}]"), "kubectl/v1.31"));
        yield return (
            EventSource.Audit,
            Audit(number, "/api/v1/namespaces/shop/pods", PodOf(JsonSerializer.Serialize(line.Split(' '), JsonSerializerOptions.Web)), "kubectl/v1.31")
        );
        yield return (EventSource.Audit, Audit(number, "/api/v1/namespaces/shop/pods", "{}", text));
        yield return (EventSource.Ebpf, Falco(number, json));
        yield return (
            EventSource.Journal,
            $$"""{"__REALTIME_TIMESTAMP":"1795417200{{number:000000}}","__CURSOR":"s={{number}}","_HOSTNAME":"n1","SYSLOG_IDENTIFIER":"sudo","_COMM":"sudo","MESSAGE":{{Json($"deploy : TTY=pts/0 ; PWD=/home/deploy ; USER=root ; COMMAND=/bin/sh -c {text}")}}}"""
        );
        yield return (
            EventSource.Journal,
            $$"""{"__REALTIME_TIMESTAMP":"1795417200{{number:000000}}","__CURSOR":"c={{number}}","_HOSTNAME":"n1","SYSLOG_IDENTIFIER":"app","_COMM":"app","MESSAGE":{{json}}}"""
        );
        var name = string.Concat(line.Select(c => c is ' ' or '"' or '.' or '\\' ? $"\\{c}" : $"{c}"));
        yield return (
            EventSource.Dns,
            $"2026-11-23T07:00:00.{number:000000000}Z stdout F [INFO] 10.244.0.20:{40000 + number} - 1 \"TXT IN {name}.c.example. udp 60 false 512\" NXDOMAIN qr,rd 120 0.0002s"
        );
        yield return (
            EventSource.Kernel,
            $"2026-11-23T07:00:{number % 60:00}.000000+00:00 n1 kernel: [{number}.000000] {line}: IN=eth0 OUT= SRC=10.0.0.5 DST=10.0.0.6 LEN=60 PROTO=TCP SPT=1 DPT=22 SYN"
        );
    }

    private static string Json(string text) => JsonSerializer.Serialize(text, JsonSerializerOptions.Web);

    private static string PodOf(string command) =>
        $$$"""{"kind":"Pod","apiVersion":"v1","metadata":{"name":"api"},"spec":{"containers":[{"name":"c","image":"i","command":{{{command}}},"args":{{{command}}}}]}}""";

    private static string Audit(int number, string uri, string body, string agent) =>
        $$"""{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"RequestResponse","auditID":"{{Guid.CreateVersion7()}}","stage":"ResponseComplete","requestURI":{{Json(uri)}},"verb":"create","user":{"username":"system:serviceaccount:shop:api"},"sourceIPs":["10.0.0.9"],"userAgent":{{Json(agent)}},"objectRef":{"resource":"pods","namespace":"shop","name":"api","apiVersion":"v1"},"responseStatus":{"code":201},"requestObject":{{body}},"stageTimestamp":"2026-11-23T07:00:{{number % 60:00}}.{{number:000000}}Z"}""";

    private static string Falco(int number, string command) =>
        $$"""{"output":{{command}},"priority":"Notice","rule":"Terminal shell","time":"2026-11-23T07:00:{{number % 60:00}}.{{number:000000000}}Z","output_fields":{"evt.time":1795417200000000000,"evt.type":"execve","proc.cmdline":{{command}},"proc.name":"sh","proc.pcmdline":{{command}},"proc.args":{{command}},"user.name":"root","container.id":"0123456789ab","fd.name":{{command}}},"hostname":"n1","tags":[]}""";
}

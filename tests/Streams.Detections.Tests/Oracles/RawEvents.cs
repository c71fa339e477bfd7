using System.Text.Json;
using Streams.Schemas.Events;

namespace Streams.Detections.Tests.Oracles;

/// <summary>Lines as Falco and journald write them, with values under Sigma's names.</summary>
internal static class RawEvents
{
    private const string Time = "2026-11-24T10:00:00.000000000Z";

    public static IEnumerable<(EventSource Source, string Line)> Of(string logsource, IReadOnlyDictionary<string, string?> values, string keywords) =>
        logsource.Split('/') is [var category, _, var service] && category == "*"
            ? Journal(service, values, keywords)
            : [(EventSource.Ebpf, Falco(category: logsource.Split('/')[0], values))];

    private static string Falco(string category, IReadOnlyDictionary<string, string?> values)
    {
        string? Of(string name, string? otherwise) => values.TryGetValue(name, out var value) ? value : otherwise;
        var image = Of("Image", "/opt/zz");
        var parent = Of("ParentImage", "/opt/yy");
        var fields = new Dictionary<string, object?>
        {
            ["evt.time"] = 1795420129295375913,
            ["evt.type"] =
                category == "network_connection" ? "connect"
                : category == "file_event" ? "openat"
                : "execve",
            ["proc.exepath"] = image,
            ["proc.name"] = image?[(image.LastIndexOf('/') + 1)..],
            ["proc.cmdline"] = Of("CommandLine", "zz"),
            ["proc.pexepath"] = parent,
            ["proc.pname"] = parent?[(parent.LastIndexOf('/') + 1)..],
            ["proc.pcmdline"] = Of("ParentCommandLine", "yy"),
            ["proc.cwd"] = Of("CurrentDirectory", "/srv"),
            ["user.name"] = Of("User", "root"),
            ["proc.pid"] = 7,
        };
        if (category == "network_connection")
        {
            var (ip, port) = (Of("DestinationIp", "198.51.100.7"), Of("DestinationPort", "443"));
            fields["fd.name"] = $"10.0.0.1:4000->{ip}:{port}";
            fields["fd.type"] = "ipv4";
            fields["fd.l4proto"] = "tcp";
            fields["fd.sip"] = ip;
            fields["fd.sip.name"] = Of("DestinationHostname", null);
        }
        else if (category == "file_event")
        {
            fields["fd.name"] = Of("TargetFilename", "/tmp/zz");
            fields["fd.type"] = "file";
        }

        return JsonSerializer.Serialize(
            new Dictionary<string, object?>
            {
                ["hostname"] = "node-1",
                ["output"] = "x",
                ["priority"] = "Notice",
                ["rule"] = category == "file_event" ? "File written" : "Process started",
                ["source"] = "syscall",
                ["time"] = Time,
                ["output_fields"] = fields,
            }
        );
    }

    /// <summary>Of the programs that a service is made of.</summary>
    private static IEnumerable<(EventSource Source, string Line)> Journal(string service, IReadOnlyDictionary<string, string?> values, string keywords)
    {
        foreach (var program in (string[])[service, "sshd", "sudo", "su", "CRON", "crontab", "pkexec", "systemd", "kernel"])
        {
            var line = new Dictionary<string, string>
            {
                ["__REALTIME_TIMESTAMP"] = "1795420129295375",
                ["__CURSOR"] = "s=1;i=1",
                ["_HOSTNAME"] = "node-1",
                ["SYSLOG_IDENTIFIER"] = program,
                ["_TRANSPORT"] = "syslog",
                ["MESSAGE"] = values.TryGetValue("USER", out var target) ? $"   alice : TTY=pts/0 ; PWD=/srv ; USER={target} ; COMMAND=/bin/sh" : keywords,
            };
            foreach (var (name, value) in values.Where(v => v.Value is not null))
            {
                line[name] = value!; // filtered
            }

            yield return (EventSource.Journal, JsonSerializer.Serialize(line));
        }
    }
}

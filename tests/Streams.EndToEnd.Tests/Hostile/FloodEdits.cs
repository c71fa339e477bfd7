using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Streams.Connectors.Files.Recordings;
using Streams.Schemas.Events;

namespace Streams.EndToEnd.Tests.Hostile;

/// <summary>Much that is new, to push out what matters.</summary>
internal static class FloodEdits
{
    private static readonly Regex Client = new("\"client\": \"[^\"]*\"");
    private static readonly Regex Target = new("\"path\": \"[^\"]*\"");

    public static IEnumerable<Edit> All =>
        [
            Script.Flood("20,000 new domains of one pod", EventSource.Dns, 20_000, 0.05, 0.95, (at, i) =>
                $"{Cri(at)} stdout F [INFO] 10.244.0.60:4{i % 10_000:D4} - {i} \"A IN n{i}.flood{i}.example. udp 40 false 512\" NOERROR qr,rd,ra 60 0.0001s"
            ),
            Requests("10,000 requests of other clients to every pod that answers one"),
            Script.Flood("5,000 lines that are no events", EventSource.Audit, 5_000, 0, 1, (_, i) => $"{{\"kind\":\"Event\",\"x\":{i}}}"),
            Script.Flood("3,000 principals of a tenant", EventSource.Audit, 3_000, 0.05, 0.95, (at, i) =>
                $"{{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1\",\"level\":\"Metadata\",\"auditID\":\"f-{i}\",\"stage\":\"ResponseComplete\",\"requestURI\":\"/api/v1/namespaces/mallory/configmaps\",\"verb\":\"list\","
                + $"\"user\":{{\"username\":\"system:serviceaccount:mallory:s{i}\",\"groups\":[\"system:authenticated\"]}},\"sourceIPs\":[\"203.0.113.11\"],\"userAgent\":\"a/{i}\",\"objectRef\":{{\"resource\":\"configmaps\",\"namespace\":\"mallory\"}},"
                + $"\"responseStatus\":{{\"code\":200}},\"requestReceivedTimestamp\":\"{Stamp(at)}\",\"stageTimestamp\":\"{Stamp(at)}\"}}"
            ),
        ];

    /// <summary>Lines like those of the servers that are there, of addresses that come once.</summary>
    private static Edit Requests(string name) => new(name, lines =>
        {
            var served = lines.Where(l => l.Source == EventSource.Container).Select(l => (l, Log(l))).Where(l => Client.IsMatch(l.Item2)).ToArray();
            return lines.Concat(Enumerable.Range(0, 10_000).Select(i => Request(served[i % served.Length], i))).OrderBy(l => l.AppendTime);
        });

    private static RecordedLine Request((RecordedLine Line, string Log) served, int number)
    {
        var record = JsonNode.Parse(served.Line.Value)!.AsObject(); // it has a log
        record["log"] = Target.Replace(Client.Replace(served.Log, $"\"client\": \"192.0.{number / 250}.{number % 250}\""), "\"path\": \"/items/1\"");
        return new RecordedLine(EventSource.Container, Encoding.UTF8.GetBytes(record.ToJsonString()), served.Line.AppendTime, "added", number + 1);
    }

    private static string Log(RecordedLine line) => JsonNode.Parse(line.Value)?["log"]?.GetValue<string>() ?? "";

    private static string Cri(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:ss.fffffff+00:00", CultureInfo.InvariantCulture);

    private static string Stamp(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text;
using Streams.Connectors.Files.Recordings;
using Streams.Schemas.Events;

namespace Streams.EndToEnd.Tests.Habits;

/// <summary>Lines as the sources write them, to be put among those of a recording.</summary>
internal sealed class InjectedLines(string name)
{
    private const long Second = 1_000_000_000;
    private readonly List<RecordedLine> _lines = [];
    private int _made;

    /// <summary>The lines, in the order in which they were made.</summary>
    public IReadOnlyList<RecordedLine> All => _lines;

    /// <summary>A request to the API.</summary>
    public Timestamp Request(
        Timestamp time,
        string principal,
        string verb,
        string resource,
        string @namespace,
        string name,
        string address,
        int status = 200,
        string? sub = null,
        string? body = null,
        string group = ""
    )
    {
        var (at, path) = (TextOf(time), sub is null ? "" : $"/{sub}");
        var prefix = group.Length == 0 ? "/api/v1" : $"/apis/{group}/v1";
        var apiGroup = group.Length == 0 ? "" : $"\"apiGroup\":\"{group}\",";
        var request = body is null ? "" : $"\"requestObject\":{body},";
        var subresource = sub is null ? "" : $"\"subresource\":\"{sub}\",";
        return Add(
            EventSource.Audit,
            time,
            $"{{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1\",\"level\":\"Request\",\"auditID\":\"{Id()}\",\"stage\":\"ResponseComplete\",\"requestURI\":\"{prefix}/namespaces/{@namespace}/{resource}/{name}{path}\",\"verb\":\"{verb}\","
                + $"\"user\":{{\"username\":\"{principal}\",\"groups\":[\"system:authenticated\"]}},\"sourceIPs\":[\"{address}\"],\"userAgent\":\"app/1\",\"objectRef\":{{\"resource\":\"{resource}\",\"namespace\":\"{@namespace}\",\"name\":\"{name}\",{apiGroup}{subresource}\"apiVersion\":\"v1\"}},"
                + $"\"responseStatus\":{{\"metadata\":{{}},\"code\":{status}}},{request}\"requestReceivedTimestamp\":\"{at}Z\",\"stageTimestamp\":\"{at}Z\"}}"
        );
    }

    /// <summary>A flow that netfilter saw.</summary>
    public Timestamp Flow(Timestamp time, Inhabitant from, string to, int port, bool isDenied = false) =>
        Add(
            EventSource.Kernel,
            time,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{TextOf(time)}+00:00 node-1 kernel: [ 7000.{_made % 1_000_000:D6}] {(isDenied ? "calico-drop" : "calico-packet")}: IN={from.Interface} OUT={(to.StartsWith("10.", StringComparison.Ordinal) ? "caliec52c90dd40" : "eth0")} MAC=ee:ee:ee:ee:ee:ee:0e:d4:c7:85:39:d9:08:00 SRC={from.Address} DST={to} LEN=60 TOS=0x00 PREC=0x00 TTL=63 ID={_made} DF PROTO=TCP SPT={20_000 + _made} DPT={port} WINDOW=64240 RES=0x00 SYN URGP=0 "
            )
        );

    /// <summary>A question and its answer.</summary>
    public Timestamp Question(Timestamp time, Inhabitant from, string name) =>
        Add(
            EventSource.Dns,
            time,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{TextOf(time)}000+00:00 stdout F [INFO] {from.Address}:{20_000 + _made} - {_made} \"A IN {name}. udp 40 false 512\" NOERROR qr,rd,ra 80 0.001s"
            )
        );

    private static string TextOf(Timestamp time) => time.ToDateTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    private string Id() => $"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes($"{name}{_made}")))[..32]}";

    private Timestamp Add(EventSource source, Timestamp time, string text)
    {
        _made++;
        _lines.Add(new RecordedLine(source, Encoding.UTF8.GetBytes(text), time.Floor(Second / 1_000), name, _made));
        return time;
    }
}

using System.Text.RegularExpressions;
using Streams.Schemas.Events;

namespace Streams.EndToEnd.Tests.Hostile;

/// <summary>Who asks through DNS chooses type, transport and flags of his questions as well, and whose server answers how.</summary>
internal static partial class TunnelEdits
{
    public static IEnumerable<Edit> All =>
        [
            Tunnel("question of a type without a name", line => Type().Replace(line, "\"TYPE65399 IN ")),
            Tunnel("question of the type NULL", line => Type().Replace(line, "\"NULL IN ")),
            Tunnel("question over TCP", line => line.Replace(" udp ", " tcp ", StringComparison.Ordinal)),
            Tunnel("question that names the cluster's domain in its middle", line => Label().Replace(line, "$0.svc.cluster.local", 1)),
            Tunnel("question that names the domain of addresses in its middle", line => Label().Replace(line, "$0.in-addr.arpa", 1)),
            Tunnel("question with the mark of another script", line => Label().Replace(line, "xn--$0", 1)),
            Tunnel("question like one for a service", line => Label().Replace(line, "_$0._tcp", 1)),
            Tunnel("answer that fails", line => Code().Replace(line, "\" SERVFAIL ")),
            Script.Lines("all names in mixed case", EventSource.Dns, line => Name().Replace(line, m => Mixed(m.Value))),
        ];

    private static Edit Tunnel(string name, Func<string, string> change) =>
        Script.Lines(name, EventSource.Dns, line => Label().IsMatch(line) ? change(line) : line);

    private static string Mixed(string name) => string.Concat(name.Select((c, i) => i % 2 == 0 ? c : char.ToUpperInvariant(c)));

    /// <summary>The first label of a tunnel's questions: long.</summary>
    [GeneratedRegex(@"(?<=IN )[a-z0-9-]{16,}(?=\.)")]
    private static partial Regex Label();

    [GeneratedRegex("\"[A-Z0-9]+ IN ")]
    private static partial Regex Type();

    [GeneratedRegex("\" (NOERROR|NXDOMAIN) ")]
    private static partial Regex Code();

    [GeneratedRegex(@"(?<=IN )\S+(?= (udp|tcp) )")]
    private static partial Regex Name();
}

using System.Text.RegularExpressions;
using Streams.Schemas.Events;

namespace Streams.EndToEnd.Tests.Hostile;

/// <summary>The labels of a DNS question are the asker's; CoreDNS prints them in presentation form.</summary>
internal static partial class NameEdits
{
    public static IEnumerable<Edit> All =>
        [
            Tunnel("question with a blank", "\\ "),
            Tunnel("question with a quote", "\\\""),
            Tunnel("question with a tab", "\\009"),
            Tunnel("question with a backslash and a dot inside a label", "\\\\x\\."),
            Tunnel("question with bytes that are no UTF-8", "\\255\\254"),
            Script.Lines("question in mixed case", EventSource.Dns, line =>
                TunnelName().IsMatch(line) ? TunnelName().Replace(line, m => m.Value.ToUpperInvariant()) : line
            ),
        ];

    private static Edit Tunnel(string name, string inserted) =>
        Script.Lines(name, EventSource.Dns, line =>
            TunnelName().IsMatch(line) ? TunnelName().Replace(line, m => m.Value[..3] + inserted + m.Value[3..]) : line
        );

    /// <summary>The first label of a tunnel's questions: long.</summary>
    [GeneratedRegex(@"(?<=IN )[a-z0-9-]{16,}(?=\.)")]
    private static partial Regex TunnelName();
}

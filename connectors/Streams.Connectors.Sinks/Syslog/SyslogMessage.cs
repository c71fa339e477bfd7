using System.Globalization;
using System.Text;
using Streams.Connectors.Sinks.Formats;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Connectors.Sinks.Syslog;

/// <summary>An alert as RFC 5424 with ArcSight's Common Event Format as its message.</summary>
internal static class SyslogMessage
{
    private const int MaxMessage = 8 * 1024;
    private static readonly int[] Severities = [6, 5, 4, 3, 2];
    private static readonly int[] CefSeverities = [1, 3, 5, 8, 10];

    /// <summary>The message, without its frame.</summary>
    public static byte[] Of(Alert alert, int facility)
    {
        var rank = Math.Max(0, AlertLevels.Rank(alert.Level));
        var host = Word(alert.Entities[EntityKind.Node] ?? "-");
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"<{(facility * 8) + Severities[rank]}>1 {Time(alert.Time)} {host} streams - {alert.Status.Name()} - "
        );
        var text = new StringBuilder(head).Append(Cef(alert, CefSeverities[rank]));
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        return bytes.Length <= MaxMessage ? bytes : bytes[..Whole(bytes)];
    }

    private static string Cef(Alert alert, int severity)
    {
        var text = new StringBuilder(
            string.Create(CultureInfo.InvariantCulture, $"CEF:0|Streams|streams|1|{Header(alert.RuleId)}|{Header(alert.Title)}|{severity}|")
        );
        Add(text, "externalId", alert.Id);
        Add(text, "rt", (alert.Time.Milliseconds).ToString(CultureInfo.InvariantCulture));
        Add(text, "start", (alert.FirstSeen.Milliseconds).ToString(CultureInfo.InvariantCulture));
        Add(text, "end", (alert.LastSeen.Milliseconds).ToString(CultureInfo.InvariantCulture));
        Add(text, "cnt", alert.Count.ToString(CultureInfo.InvariantCulture));
        Add(text, "act", alert.Status.Name());
        Add(text, "src", alert.Entities[EntityKind.SourceIp]);
        Add(text, "dst", alert.Entities[EntityKind.DestinationIp]);
        Add(text, "suser", alert.Entities[EntityKind.Principal] ?? alert.Entities[EntityKind.User]);
        Add(text, "dvchost", alert.Entities[EntityKind.Node]);
        Custom(text, 1, "namespace", alert.Entities[EntityKind.Namespace]);
        Custom(text, 2, "pod", alert.Entities[EntityKind.Pod]);
        Custom(text, 3, "cluster", alert.Entities[EntityKind.Cluster]);
        Custom(text, 4, "attack", string.Join(' ', alert.Attack));
        Custom(text, 5, "workload", alert.Entities[EntityKind.Workload]);
        Custom(text, 6, "domain", alert.Entities[EntityKind.Domain]);
        Add(text, "msg", alert.Evidence.Count > 0 ? $"{AlertSubject.Sentence(alert)}: {alert.Evidence[0].Excerpt}" : AlertSubject.Sentence(alert));
        return text.ToString().TrimEnd();
    }

    private static void Custom(StringBuilder text, int number, string label, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            Add(text, $"cs{number}Label", label);
            Add(text, $"cs{number}", value);
        }
    }

    private static void Add(StringBuilder text, string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            text.Append(key).Append('=').Append(Value(value)).Append(' ');
        }
    }

    private static string Header(string text) => Plain(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);

    private static string Value(string text) => Plain(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("=", "\\=", StringComparison.Ordinal);

    /// <summary>No line of an attacker's becomes a message of its own.</summary>
    private static string Plain(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    private static string Word(string text) =>
        string.Concat(text.Where(c => c is > ' ' and <= '~')) is { Length: > 0 } word ? word[..Math.Min(255, word.Length)] : "-";

    private static string Time(Timestamp time) => time.ToDateTime().ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    private static int Whole(byte[] utf8)
    {
        var end = MaxMessage;
        while (end > 0 && (utf8[end] & 0xc0) == 0x80)
        {
            end--;
        }

        return end;
    }
}

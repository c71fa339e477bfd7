using System.Text.Json;
using System.Text.RegularExpressions;

namespace Streams.Redaction.Tests;

/// <summary>Lines that hold a secret each, of all kinds.</summary>
internal static class SampleSecrets
{
    /// <summary>The lines with their kinds.</summary>
    public static IReadOnlyList<(string Kind, string Line)> All { get; } =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "secrets.jsonl"))
            .Select(l => JsonDocument.Parse(l).RootElement)
            .Select(l => (l.GetProperty("kind").GetString()!, l.GetProperty("line").GetString()!)),
    ]; // the file is ours

    /// <summary>The same with the parts that must not be told.</summary>
    public static IReadOnlyList<(string Kind, string Line, string[] Secrets)> Parts { get; } =
    [.. All.Select(s => (s.Kind, s.Line, PartsOf(s.Line).ToArray()))];

    /// <summary>Lines as strangers would write them, with their secrets without the ends.</summary>
    public static IReadOnlyList<(string Kind, string Line, string[] Secrets)> Strangers { get; } =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "strangers.jsonl"))
            .Select(l => JsonDocument.Parse(l).RootElement)
            .Select(l =>
                (
                    l.GetProperty("kind").GetString()!,
                    l.GetProperty("line").GetString()!,
                    l.GetProperty("secrets").EnumerateArray().Select(s => s.GetString()!).Select(s => s.Length > 14 ? s[4..^4] : s).ToArray()
                )
            ), // the file is ours
    ];

    /// <summary>The parts of a line that look like nothing a person would write: long, with digits and letters.</summary>
    public static IEnumerable<string> PartsOf(string line) =>
        Regex
            .Matches(line, "[A-Za-z0-9+/=_-]{10,}")
            .Select(m => m.Value)
            .Select(s =>
                s.StartsWith("session=", StringComparison.Ordinal) ? s[8..]
                : s.StartsWith("-p", StringComparison.Ordinal) ? s[2..]
                : s.Contains('=') && s.Split('=')[0].All(c => char.IsAsciiLetter(c) || c == '_') ? s[(s.IndexOf('=') + 1)..]
                : s
            )
            .Where(s =>
                s.Length >= 10
                && (s.Any(char.IsDigit) || s.Any(char.IsUpper))
                && (s.Any(char.IsLower) || s.Any(char.IsDigit))
                && !s.StartsWith("2024-", StringComparison.Ordinal)
                && !s.Contains("//", StringComparison.Ordinal)
                && s is not ("EndpointSuffix" or "Authorization" or "stringData" or "5432/orders")
            );
}

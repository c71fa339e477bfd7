using System.Text.Json;
using System.Text.RegularExpressions;

namespace Streams.Dashboards.Tests.Files;

/// <summary>A query of a panel, its variables filled in.</summary>
/// <param name="Dashboard">The file's name without its ending.</param>
/// <param name="Panel">The panel's title.</param>
/// <param name="Ref">The query's letter.</param>
/// <param name="IsLoki">Whether Loki answers it; else Prometheus.</param>
/// <param name="IsInstant">Whether it asks for one moment.</param>
/// <param name="Text">The query.</param>
internal sealed partial record DashboardQuery(string Dashboard, string Panel, string Ref, bool IsLoki, bool IsInstant, string Text)
{
    private static readonly Dictionary<string, string> Variables = new(StringComparer.Ordinal)
    {
        ["__interval"] = "15s",
        ["__rate_interval"] = "30s",
        ["__range"] = "30m",
        ["alert"] = "",
        ["entity"] = "",
        ["cluster"] = ".*",
        ["source"] = ".*",
        ["severity"] = ".*",
        ["level"] = ".*",
        ["tactic"] = ".*",
        ["instance"] = ".*",
    };

    /// <summary>Where it stands.</summary>
    public string Place => $"{Dashboard} / {Panel} {Ref}";

    /// <summary>Every query of every dashboard.</summary>
    public static IReadOnlyList<DashboardQuery> All { get; } = [.. Repository.Files("*.json", "deploy", "grafana", "dashboards").SelectMany(Read)];

    private static IEnumerable<DashboardQuery> Read(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        foreach (var panel in json.RootElement.GetProperty("panels").EnumerateArray().Where(p => p.TryGetProperty("targets", out _)))
        {
            foreach (var target in panel.GetProperty("targets").EnumerateArray())
            {
                var isLoki = target.GetProperty("datasource").GetProperty("type").GetString() == "loki";
                yield return new DashboardQuery(
                    Path.GetFileNameWithoutExtension(file),
                    panel.GetProperty("title").GetString()!,
                    target.GetProperty("refId").GetString()!,
                    isLoki,
                    isLoki ? target.GetProperty("queryType").GetString() == "instant" : target.GetProperty("instant").GetBoolean(),
                    Variable().Replace(target.GetProperty("expr").GetString()!, m => Variables[m.Groups[1].Value])
                );
            }
        }
    }

    [GeneratedRegex(@"\$\{?(\w+)(?::\w+)?\}?")]
    private static partial Regex Variable();
}

using System.Text.Json;

namespace Streams.Connectors.Sinks.Tests.Servers;

/// <summary>Debian's Alertmanager and its API.</summary>
public sealed class RealAlertmanager : IDisposable
{
    private readonly HttpClient _client = new();

    private RealAlertmanager(DebianServer server) => Server = server;

    public DebianServer Server { get; }

    public Uri Url => Server.Url;

    /// <summary>Starts one that notifies a receiver of each alert at once; skips, saying so, where there is none.</summary>
    /// <param name="receiver">Whom it notifies; null: nobody that listens.</param>
    /// <param name="inhibitRules">The text of <c>inhibit_rules</c>.</param>
    public static async Task<RealAlertmanager> StartOrSkipAsync(Uri? receiver, string inhibitRules = "inhibit_rules: []")
    {
        var server = await DebianServer.StartOrSkipAsync("prometheus-alertmanager", "prometheus-alertmanager", (folder, port) =>
        {
            File.WriteAllText(
                Path.Combine(folder, "alertmanager.yml"),
                $"""
                global: {"{"}resolve_timeout: 5m{"}"}
                route: {"{"}receiver: hook, group_by: [...], group_wait: 1s, group_interval: 1s, repeat_interval: 24h{"}"}
                receivers:
                  - name: hook
                    webhook_configs: [{"{"}url: "{receiver ?? new Uri("http://127.0.0.1:9")}"{"}"}]
                {inhibitRules}
                """
            );
            return
            [
                $"--config.file={folder}/alertmanager.yml",
                $"--storage.path={folder}/data",
                $"--web.listen-address=127.0.0.1:{port}",
                "--cluster.listen-address=",
                "--data.maintenance-interval=1s",
            ];
        });
        return new RealAlertmanager(server);
    }

    /// <summary>The alerts that it has, inhibited ones included.</summary>
    public async Task<IReadOnlyList<FoundAlert>> AlertsAsync(string filter = "")
    {
        var answer = await _client.GetStringAsync(new Uri(Url, $"/api/v2/alerts{(filter.Length == 0 ? "" : $"?filter={Uri.EscapeDataString(filter)}")}"));
        using var json = JsonDocument.Parse(answer);
        return
        [
            .. json
                .RootElement.EnumerateArray()
                .Select(a => new FoundAlert(
                    a.GetProperty("fingerprint").GetString()!,
                    a.GetProperty("status").GetProperty("state").GetString()!,
                    Strings(a.GetProperty("labels")),
                    Strings(a.GetProperty("annotations")),
                    a.GetProperty("startsAt").GetDateTimeOffset(),
                    a.GetProperty("endsAt").GetDateTimeOffset(),
                    a.TryGetProperty("generatorURL", out var link) ? link.GetString()! : "",
                    [.. a.GetProperty("status").GetProperty("inhibitedBy").EnumerateArray().Select(i => i.GetString()!)]
                )),
        ];
    }

    /// <summary>Asks until the condition holds or the patience ends; what was found last.</summary>
    public async Task<IReadOnlyList<FoundAlert>> AlertsUntilAsync(Func<IReadOnlyList<FoundAlert>, bool> condition, TimeSpan patience, string filter = "")
    {
        for (var until = DateTime.UtcNow + patience; ; await Task.Delay(200))
        {
            var found = await AlertsAsync(filter);
            if (condition(found) || DateTime.UtcNow > until)
            {
                return found;
            }
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        Server.Dispose();
    }

    private static Dictionary<string, string> Strings(JsonElement map) => map.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!);
}

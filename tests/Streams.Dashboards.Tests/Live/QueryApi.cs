using System.Globalization;
using System.Text.Json;

namespace Streams.Dashboards.Tests.Live;

/// <summary>Asks Loki and Prometheus as Grafana does, about the last half hour.</summary>
internal sealed class QueryApi(Uri loki, Uri prometheus) : IDisposable
{
    private const int Seconds = 1800;
    private readonly HttpClient _client = new();

    /// <summary>Asks; again for some seconds where nothing is found, because a scrape may fail on a busy machine.</summary>
    public async Task<Answer> AskPatientlyAsync(bool isLoki, bool isInstant, string query)
    {
        var answer = await AskAsync(isLoki, isInstant, query);
        for (var attempt = 0; attempt < 8 && answer is { Error: null, Rows: 0 }; attempt++)
        {
            await Task.Delay(1000);
            answer = await AskAsync(isLoki, isInstant, query);
        }

        return answer;
    }

    private async Task<Answer> AskAsync(bool isLoki, bool isInstant, string query)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var path = isLoki ? "/loki/api/v1/query" : "/api/v1/query";
        var time = isInstant ? $"time={Text(now)}" : $"start={Text(now - Seconds)}&end={Text(now)}&step=15";
        using var response = await _client.GetAsync(
            new Uri(isLoki ? loki : prometheus, $"{path}{(isInstant ? "" : "_range")}?{time}&limit=1000&query={Uri.EscapeDataString(query)}")
        );
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
        {
            return new Answer($"{(int)response.StatusCode} {text}", 0);
        }

        using var json = JsonDocument.Parse(text);
        return new Answer(null, json.RootElement.GetProperty("data").GetProperty("result").GetArrayLength());
    }

    /// <summary>The label sets that Prometheus finds at this moment.</summary>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> SeriesAsync(string promql)
    {
        using var json = JsonDocument.Parse(await _client.GetStringAsync(new Uri(prometheus, $"/api/v1/query?query={Uri.EscapeDataString(promql)}")));
        return
        [
            .. json
                .RootElement.GetProperty("data")
                .GetProperty("result")
                .EnumerateArray()
                .Select(r => r.GetProperty("metric").EnumerateObject().ToDictionary(l => l.Name, l => l.Value.GetString()!)),
        ];
    }

    /// <summary>The rules that Prometheus has, each with what went wrong at its last evaluation.</summary>
    public async Task<IReadOnlyList<(string Name, string? Error)>> RulesAsync()
    {
        using var json = JsonDocument.Parse(await _client.GetStringAsync(new Uri(prometheus, "/api/v1/rules")));
        return
        [
            .. json
                .RootElement.GetProperty("data")
                .GetProperty("groups")
                .EnumerateArray()
                .SelectMany(g => g.GetProperty("rules").EnumerateArray())
                .Select(r => (r.GetProperty("name").GetString()!, r.GetProperty("health").GetString() == "ok" ? null : r.GetRawText())),
        ];
    }

    public void Dispose() => _client.Dispose();

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text.Json;

namespace Streams.EndToEnd.Tests.Servers;

/// <summary>A real Loki and its query API.</summary>
public sealed class RealLoki : IDisposable
{
    private readonly HttpClient _client = new();

    private RealLoki(ServerScript server) => Server = server;

    public ServerScript Server { get; }

    public Uri Url => new(Server["LOKI_URL"]);

    /// <summary>Starts one; skips, saying so, where there is none.</summary>
    public static RealLoki UpOrSkip() => new(ServerScript.UpOrSkip("loki"));

    /// <summary>The entries of the last hour, at most 5,000.</summary>
    public async Task<IReadOnlyList<FoundEntry>> QueryAsync(string logql)
    {
        var answer = await _client.GetStringAsync(
            new Uri(Url, $"/loki/api/v1/query_range?since=1h&limit=5000&direction=forward&query={Uri.EscapeDataString(logql)}")
        );
        using var json = JsonDocument.Parse(answer);
        var found = new List<FoundEntry>();
        foreach (var stream in json.RootElement.GetProperty("data").GetProperty("result").EnumerateArray())
        {
            var labels = stream.GetProperty("stream").EnumerateObject().ToDictionary(l => l.Name, l => l.Value.GetString()!);
            found.AddRange(
                stream
                    .GetProperty("values")
                    .EnumerateArray()
                    .Select(v => new FoundEntry(long.Parse(v[0].GetString()!, CultureInfo.InvariantCulture), labels, v[1].GetString()!))
            );
        }

        return found;
    }

    /// <summary>Queries until the condition holds or the patience ends; what was found last.</summary>
    public async Task<IReadOnlyList<FoundEntry>> QueryUntilAsync(string logql, Func<IReadOnlyList<FoundEntry>, bool> condition, TimeSpan patience)
    {
        for (var until = DateTime.UtcNow + patience; ; await Task.Delay(500))
        {
            var found = await QueryAsync(logql);
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
}

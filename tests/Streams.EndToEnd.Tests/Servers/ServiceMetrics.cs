using System.Globalization;
using Streams.Schemas.Events;

namespace Streams.EndToEnd.Tests.Servers;

/// <summary>What the service says at /metrics.</summary>
internal sealed class ServiceMetrics(string address) : IDisposable
{
    private readonly HttpClient _client = new();

    /// <summary>The values of a metric, one a label set.</summary>
    public async Task<IReadOnlyList<double>> ReadAsync(string name)
    {
        var text = await _client.GetStringAsync(new Uri($"{address}/metrics"));
        return
        [
            .. text.Split('\n')
                .Where(l => l.StartsWith(name + "{", StringComparison.Ordinal))
                .Select(l => double.Parse(l[(l.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture)),
        ];
    }

    /// <summary>Waits until the frontier of every partition of C has reached a time.</summary>
    public async Task WaitForFrontierAsync(Timestamp clock, int partitions)
    {
        IReadOnlyList<double> frontiers = [];
        for (var until = DateTime.UtcNow + StreamsService.Patience; DateTime.UtcNow < until; await Task.Delay(200))
        {
            frontiers = await ReadAsync("streams_correlate_frontier_timestamp_seconds");
            if (frontiers.Count == partitions && frontiers.All(f => f >= clock.Seconds - 0.01))
            {
                return;
            }
        }

        var all = await _client.GetStringAsync(new Uri($"{address}/metrics"));
        Assert.Fail(
            $"the frontier stands at {string.Join(", ", frontiers)}, not at {clock.Seconds}\n{string.Join('\n', all.Split('\n').Where(l => l.StartsWith("streams_", StringComparison.Ordinal)))}"
        );
    }

    /// <summary>Waits until the sinks have read every alert that is there; a killed process holds its share of them until its session ends.</summary>
    public async Task WaitForSinksAsync()
    {
        IReadOnlyList<double> backlogs = [];
        for (var until = DateTime.UtcNow + StreamsService.Patience; DateTime.UtcNow < until; await Task.Delay(200))
        {
            backlogs = await ReadAsync("streams_sink_backlog_records");
            if (backlogs.Count > 0 && backlogs.All(b => b == 0))
            {
                return;
            }
        }

        Assert.Fail($"the sinks have still to deliver {string.Join(", ", backlogs)}");
    }

    public void Dispose() => _client.Dispose();
}

using System.Text.Json.Serialization;

namespace Streams.Benchmarks.Engine;

/// <summary>One case, as it is printed; what a case does not measure is left out.</summary>
internal sealed record BenchResult
{
    [JsonPropertyName("case")]
    public required string Case { get; init; }

    /// <summary>Records a second.</summary>
    [JsonPropertyName("rate")]
    public double? Rate { get; init; }

    /// <summary>CPU of the process per record, microseconds; the broker's not counted.</summary>
    [JsonPropertyName("cpu_us")]
    public double? CpuUs { get; init; }

    /// <summary>Managed bytes allocated per record.</summary>
    [JsonPropertyName("alloc_bytes")]
    public double? AllocBytes { get; init; }

    [JsonPropertyName("p50_ms")]
    public double? P50Ms { get; init; }

    [JsonPropertyName("p99_ms")]
    public double? P99Ms { get; init; }
}

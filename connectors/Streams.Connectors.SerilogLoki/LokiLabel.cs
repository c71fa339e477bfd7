namespace Serilog.Sinks.Grafana.Loki;

/// <summary>A label that every entry has.</summary>
public sealed class LokiLabel
{
    public required string Key { get; init; }

    public required string Value { get; init; }
}

namespace Serilog.Sinks.Grafana.Loki;

/// <summary>Basic authentication.</summary>
public sealed class LokiCredentials
{
    public required string Login { get; init; }

    public required string Password { get; init; }
}

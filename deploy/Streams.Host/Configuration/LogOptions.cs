using Streams.Schemas.Settings;

namespace Streams.Host.Configuration;

/// <summary>Where the service's own log goes, besides what the supervisor says.</summary>
internal sealed class LogOptions
{
    [Setting("the lines of standard error: for people (`text`), or a JSON object each (`json`)", Choices = "text json")]
    public string Format { get; set; } = "text";

    [Setting("a Grafana Loki that gets the log as well")]
    public LogLokiOptions Loki { get; set; } = new();
}

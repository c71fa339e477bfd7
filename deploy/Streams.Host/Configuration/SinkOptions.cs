namespace Streams.Host.Configuration;

/// <summary>Where alerts go besides the <c>alerts</c> topic.</summary>
internal sealed class SinkOptions
{
    /// <summary>A file of JSON lines; empty: none.</summary>
    public string File { get; set; } = "";

    public LokiOptions Loki { get; set; } = new();

    public AlertmanagerOptions Alertmanager { get; set; } = new();

    public IEnumerable<string> Validate() => [.. Loki.Validate(), .. Alertmanager.Validate()];
}

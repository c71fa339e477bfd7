using Streams.Schemas.Settings;

namespace Streams.Host.Configuration;

/// <summary>Which Loki gets the service's own log.</summary>
internal sealed class LogLokiOptions
{
    [Setting("`http://host:3100`")]
    public Uri? Url { get; set; }

    [Setting("`X-Scope-OrgID`")]
    public string Tenant { get; set; } = "";

    [Setting("basic authentication")]
    public string Username { get; set; } = "";

    [Setting("its password"), Secret]
    public string Password { get; set; } = "";
}

using Streams.Connectors.Loki.Pushing;

namespace Streams.Host.Configuration;

/// <summary>A Grafana Loki.</summary>
internal sealed class LokiOptions
{
    /// <summary><c>http://host:3100</c>; empty: none.</summary>
    public string Url { get; set; } = "";

    /// <summary>The tenant (X-Scope-OrgID); empty: none.</summary>
    public string Tenant { get; set; } = "";

    /// <summary>Basic authentication; empty: none.</summary>
    public string Username { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>What the sink is given; only where there is an address.</summary>
    public LokiSinkOptions ToSinkOptions() => new() { Url = new Uri(Url), Tenant = Tenant, Username = Username, Password = Password };

    public IEnumerable<string> Validate()
    {
        if (Url.Length > 0 && !(Uri.TryCreate(Url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            yield return $"sinks.loki.url: {Url} is no http or https address";
        }
    }
}

using System.Net;
using Streams.Schemas.Settings;

namespace Streams.Host.Configuration;

/// <summary>The service's own web server: metrics, health, schemas, the console, and the audit webhook.</summary>
internal sealed class HttpOptions : IValidatedOptions
{
    private const int LeastToken = 16;

    [Setting("`address:port`; port 0 takes a free one; empty: no server")]
    public string Listen { get; set; } = "127.0.0.1:8080";

    [Setting("whether `POST /audit` takes audit batches")]
    public bool AuditWebhook { get; set; }

    [Setting("who shows it may see the console from elsewhere than loopback; at least 16 characters, as from `openssl rand -hex 16`"), Secret]
    public string Token { get; set; } = "";

    [Setting("who shows it (`Authorization: Bearer`) may post audit batches; empty: whoever reaches the address; at least 16 characters"), Secret]
    public string AuditToken { get; set; } = "";

    [Setting("TLS of the server")]
    public HttpTlsOptions Tls { get; set; } = new();

    public IEnumerable<SettingError> Validate()
    {
        foreach (var (name, token) in ((string, string)[])[("token", Token), ("auditToken", AuditToken)])
        {
            if (token.Length is > 0 and < LeastToken)
            {
                yield return new(name, $"{token.Length} characters are too few; at least {LeastToken}, as from: openssl rand -hex 16");
            }
        }

        if (Listen.Length > 0 && !IPEndPoint.TryParse(Listen, out _))
        {
            yield return new("listen", $"{Listen} is no address:port, as in 127.0.0.1:8080");
        }
    }
}

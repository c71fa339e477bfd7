using System.Net;

namespace Streams.Host.Configuration;

/// <summary>The service's own web server: metrics, health, schemas, the console, and the audit webhook.</summary>
internal sealed class HttpOptions
{
    private const int LeastToken = 16;

    /// <summary><c>address:port</c>; port 0 takes a free one; empty: no server.</summary>
    public string Listen { get; set; } = "127.0.0.1:8080";

    /// <summary>Whether <c>POST /audit</c> takes audit batches into the raw audit topic.</summary>
    public bool AuditWebhook { get; set; }

    /// <summary>Who shows it may see the console from elsewhere; empty: the console is open on loopback only. At least 16 characters.</summary>
    public string Token { get; set; } = "";

    /// <summary>Who shows it (<c>Authorization: Bearer</c>) may post audit batches; empty: whoever reaches the address.</summary>
    public string AuditToken { get; set; } = "";

    /// <summary>TLS of the server.</summary>
    public HttpTlsOptions Tls { get; set; } = new();

    public IEnumerable<string> Validate()
    {
        foreach (var error in Tls.Validate())
        {
            yield return error;
        }

        if (Token.Length is > 0 and < LeastToken)
        {
            yield return $"http.token: {Token.Length} characters are too few; at least {LeastToken}, as from: openssl rand -hex 16";
        }

        if (Listen.Length > 0 && !IPEndPoint.TryParse(Listen, out _))
        {
            yield return $"http.listen: {Listen} is no address:port, as in 127.0.0.1:8080";
        }
    }
}

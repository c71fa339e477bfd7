using System.Net;

namespace Streams.Host.Configuration;

/// <summary>The service's own web server: metrics, health, schemas, and the audit webhook.</summary>
internal sealed class HttpOptions
{
    /// <summary><c>address:port</c>; port 0 takes a free one; empty: no server.</summary>
    public string Listen { get; set; } = "127.0.0.1:8080";

    /// <summary>Whether <c>POST /audit</c> takes audit batches into the raw audit topic.</summary>
    public bool AuditWebhook { get; set; }

    /// <summary>Who shows it (<c>Authorization: Bearer</c>) may post audit batches; empty: whoever reaches the address.</summary>
    public string AuditToken { get; set; } = "";

    public IEnumerable<string> Validate()
    {
        if (Listen.Length > 0 && !IPEndPoint.TryParse(Listen, out _))
        {
            yield return $"http.listen: {Listen} is no address:port, as in 127.0.0.1:8080";
        }
    }
}

using System.Net;
using Streams.Connectors.Kubernetes.Audit;
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

    [Setting("the most bytes of audit batches that are being received at a time; more is answered 429", Least = "1000000")]
    public int AuditBytesInFlight { get; set; } = 64 * 1024 * 1024;

    [Setting("the most events of one audit batch; more is answered 413", Least = "1")]
    public int AuditMaxItems { get; set; } = 10_000;

    [Setting("whether the console is served; where `http.listen` is more than loopback, it needs `http.token`")]
    public bool Console { get; set; } = true;

    [Setting("names under which audit batches may be posted where nobody shows a token or certificate, beside loopback's and addresses")]
    public List<string> Hosts { get; set; } = [];

    [Setting("who shows it may see the console from elsewhere than loopback; at least 16 characters, as from `openssl rand -hex 16`"), Secret]
    public string Token { get; set; } = "";

    [Setting("who shows it (`Authorization: Bearer`) may post audit batches; empty: whoever reaches the address; at least 16 characters"), Secret]
    public string AuditToken { get; set; } = "";

    [Setting(
        "who sees the alerts of some namespaces in the console, and nothing else: namespaces parted by commas, by a name of its own, as in `{payments: \"pay, pay-test\"}`; each needs a token in `http.tenantTokens` ([tenants](console.md#tenants))"
    )]
    public Dictionary<string, string> Tenants { get; set; } = [];

    [Setting("the tokens of `http.tenants` by name; at least 16 characters each"), Secret]
    public Dictionary<string, string> TenantTokens { get; set; } = [];

    [Setting("TLS of the server")]
    public HttpTlsOptions Tls { get; set; } = new();

    /// <summary>What the webhook is given.</summary>
    internal AuditWebhookOptions Webhook =>
        new()
        {
            Token = AuditToken,
            MaxItems = AuditMaxItems,
            MaxBytesInFlight = AuditBytesInFlight,
        };

    /// <summary>Whether who posts audit batches must show something.</summary>
    internal bool KnowsWhoPosts => AuditToken.Length > 0 || Tls.ClientCa.Length > 0;

    /// <summary>Who sees some namespaces.</summary>
    internal IReadOnlyList<Tenant> ByTenant =>
        [
            .. Tenants.Select(t => new Tenant(
                t.Key,
                TenantTokens.GetValueOrDefault(t.Key, ""),
                t.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal)
            )),
        ];

    private IEnumerable<SettingError> OfTenants()
    {
        foreach (var tenant in ByTenant)
        {
            if (tenant.Token.Length < LeastToken)
            {
                yield return new("tenantTokens", $"the tenant {tenant.Name} needs a token of at least {LeastToken} characters, as from: openssl rand -hex 16");
            }

            if (tenant.Namespaces.Count == 0)
            {
                yield return new("tenants", $"the tenant {tenant.Name} names no namespace");
            }
        }

        foreach (var name in TenantTokens.Keys.Where(name => !Tenants.ContainsKey(name)))
        {
            yield return new("tenantTokens", $"there is a token of {name}, and no such tenant in http.tenants");
        }

        if (TenantTokens.Values.Append(Token).Where(t => t.Length > 0).GroupBy(t => t, StringComparer.Ordinal).Any(g => g.Count() > 1))
        {
            yield return new("tenantTokens", "two of http.token and the tenants have the same token: it would not say who asks");
        }

        if (Tenants.Count > 0 && Token.Length == 0)
        {
            yield return new("token", "is missing: with tenants, who sees all shows one too");
        }
    }

    public IEnumerable<SettingError> Validate()
    {
        foreach (var error in OfTenants())
        {
            yield return error;
        }

        foreach (var (name, token) in ((string, string)[])[("token", Token), ("auditToken", AuditToken)])
        {
            if (token.Length is > 0 and < LeastToken)
            {
                yield return new(name, $"{token.Length} characters are too few; at least {LeastToken}, as from: openssl rand -hex 16");
            }
        }

        if (Listen.Length == 0)
        {
            yield break;
        }

        if (!IPEndPoint.TryParse(Listen, out var listen))
        {
            yield return new("listen", $"{Listen} is no address:port, as in 127.0.0.1:8080");
        }
        else if (!IPAddress.IsLoopback(listen.Address))
        {
            foreach (var error in OpenDoors())
            {
                yield return error;
            }
        }
    }

    /// <summary>What would be open to everybody who reaches this machine.</summary>
    private IEnumerable<SettingError> OpenDoors()
    {
        if (Console && Token.Length == 0)
        {
            yield return new(
                "token",
                $"is missing: {Listen} is reached from elsewhere; set one, as from: openssl rand -hex 16, or switch the console off: http.console: false"
            );
        }

        if (AuditWebhook && !KnowsWhoPosts)
        {
            yield return new(
                "auditToken",
                $"is missing: {Listen} is reached from elsewhere, and whoever reaches it could post forged audit events; set one or http.tls.clientCa"
            );
        }
    }
}

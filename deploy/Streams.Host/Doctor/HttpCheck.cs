using System.Net.Http.Headers;
using System.Text;

namespace Streams.Host.Doctor;

/// <summary>A server that speaks HTTP: asks one harmless address of its.</summary>
internal sealed class HttpCheck : IDoctorCheck
{
    private readonly string _url;
    private readonly string _path;
    private readonly Finding _without;

    private HttpCheck(string name, string url, string path, Finding without) => (Name, _url, _path, _without) = (name, url, path, without);

    public string Name { get; }

    private string Tenant { get; init; } = "";

    private string Username { get; init; } = "";

    private string Password { get; init; } = "";

    public static HttpCheck Loki(Configuration.LokiOptions loki) =>
        new("loki", loki.Url, "/loki/api/v1/labels", Finding.Warning("loki", "none is configured", "set sinks.loki.url: alerts are in Kafka alone now"))
        {
            Tenant = loki.Tenant,
            Username = loki.Username,
            Password = loki.Password,
        };

    public static HttpCheck Alertmanager(string url) =>
        new("alertmanager", url, "/api/v2/status", Finding.Ok("alertmanager", "none is named (--alertmanager URL looks at one)"));

    public static HttpCheck SchemaRegistry(string url) =>
        new("schema registry", url, "/subjects", Finding.Ok("schema registry", "none is configured; the service serves its own schemas"));

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        if (_url.Length == 0)
        {
            return [_without];
        }

        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(8) };
        using var request = new HttpRequestMessage(HttpMethod.Get, _url.TrimEnd('/') + _path);
        if (Tenant.Length > 0)
        {
            request.Headers.Add("X-Scope-OrgID", Tenant);
        }

        if (Username.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Username}:{Password}")));
        }

        using var answer = await client.SendAsync(request, cancel).ConfigureAwait(false);
        return answer.IsSuccessStatusCode
            ? [Finding.Ok(Name, $"{_url} answers")]
            : [Finding.Failure(Name, $"{_url}{_path} answers {(int)answer.StatusCode} {answer.ReasonPhrase}", "see whether the address, the tenant and the credentials are right")];
    }
}

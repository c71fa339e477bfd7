using System.Net;
using Microsoft.AspNetCore.Http;

namespace Streams.Host.Web;

/// <summary>
/// What holds for every request: headers that browsers obey, and that no web page of somebody else's writes here or, by a name of its own that points here, reads here.
/// </summary>
/// <param name="isTls">Whether the server speaks TLS.</param>
/// <param name="isOpenByName">Whether audit batches are taken under any host name (who posts shows a token or a certificate); else only under an address, a loopback name, or one of <paramref name="hosts"/>. The console sees to itself.</param>
/// <param name="hosts">The names under which the service is reached.</param>
internal sealed class DoorGuard(bool isTls, bool isOpenByName, IReadOnlyList<string> hosts)
{
    private const string NoContent = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    private const string OneYear = "max-age=31536000";

    public async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = NoContent;
        if (isTls)
        {
            headers.StrictTransportSecurity = OneYear;
        }

        if (Refusal(context.Request) is { } refusal)
        {
            context.Response.StatusCode = refusal.Status;
            await context.Response.WriteAsync(refusal.Text, context.RequestAborted).ConfigureAwait(false);
            return;
        }

        await next(context).ConfigureAwait(false);
    }

    private (int Status, string Text)? Refusal(HttpRequest request)
    {
        if (!isOpenByName && request.Path.StartsWithSegments("/audit") && !IsOurs(request.Host.Host))
        {
            return (StatusCodes.Status421MisdirectedRequest, "This service is not known under this name. Name it in http.hosts.\n");
        }

        var isWriting = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);
        return isWriting && (IsForeign(request) || request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site")
            ? (StatusCodes.Status403Forbidden, "A page of another origin may not write here.\n")
            : null;
    }

    private bool IsOurs(string host) =>
        host.Length == 0
        || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(host.Trim('[', ']'), out _)
        || hosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    private static bool IsForeign(HttpRequest request) =>
        request.Headers.Origin is [{ Length: > 0 } origin]
        && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
}

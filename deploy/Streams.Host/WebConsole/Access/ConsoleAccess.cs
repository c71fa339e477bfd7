using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Streams.Host.Configuration;

namespace Streams.Host.WebConsole.Access;

/// <summary>
/// Who may see the console. With a token: who has it. Without one: who is on this machine, and asks for it under a loopback name, so that no web page elsewhere can have a name of its own point here.
/// </summary>
/// <remarks>A tenant's token opens the alerts of its namespaces and nothing else.</remarks>
/// <param name="token">The token of who sees all; empty: none is asked for.</param>
/// <param name="isLoopback">Whether the server listens on loopback alone.</param>
/// <param name="tenants">Who sees some namespaces.</param>
internal sealed class ConsoleAccess(string token, bool isLoopback, IReadOnlyList<Tenant> tenants)
{
    public const string Cookie = "streams_token";
    private const string Bearer = "Bearer ";

    /// <summary>Whether a token is asked for.</summary>
    public bool HasToken => token.Length > 0 || tenants.Count > 0;

    /// <summary>What the cookie of who has a token holds: not the token itself.</summary>
    public static string CookieOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("streams console " + token)));

    /// <summary>200, 401 where the token is missing or wrong, 403 where the console is not open at all.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tenant">Who asks; null: who sees all, or nobody.</param>
    public int Judge(HttpRequest request, out Tenant? tenant)
    {
        tenant = null;
        if (!HasToken)
        {
            return isLoopback && IsLoopbackName(request.Host.Host) ? StatusCodes.Status200OK : StatusCodes.Status403Forbidden;
        }

        var header = request.Headers.Authorization.ToString();
        var given = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..] : null;
        request.Cookies.TryGetValue(Cookie, out var cookie);
        if (token.Length > 0 && Shows(token, given, cookie))
        {
            return StatusCodes.Status200OK;
        }

        foreach (var each in tenants)
        {
            tenant = Shows(each.Token, given, cookie) ? each : tenant;
        }

        return tenant is null ? StatusCodes.Status401Unauthorized : StatusCodes.Status200OK;
    }

    /// <summary>Whether it is a token; takes as long for every wrong one.</summary>
    public bool IsToken(string given)
    {
        var isKnown = token.Length > 0 && Same(given, token);
        foreach (var tenant in tenants)
        {
            isKnown |= Same(given, tenant.Token);
        }

        return isKnown;
    }

    private static bool Shows(string token, string? given, string? cookie) =>
        (given is not null && Same(given, token)) | (cookie is not null && Same(cookie, CookieOf(token)));

    private static bool Same(string given, string wanted) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(wanted)));

    private static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}

using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Streams.Host.WebConsole.Access;

/// <summary>
/// Who may see the console. With a token: who has it. Without one: who is on this machine, and asks for it under a loopback name, so that no web page elsewhere can have a name of its own point here.
/// </summary>
internal sealed class ConsoleAccess(string token, bool isLoopback)
{
    public const string Cookie = "streams_token";
    private const string Bearer = "Bearer ";
    private readonly string _cookie = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("streams console " + token)));

    /// <summary>Whether a token is asked for.</summary>
    public bool HasToken => token.Length > 0;

    /// <summary>What the cookie of who has the token holds: not the token itself.</summary>
    public string CookieValue => _cookie;

    /// <summary>200, 401 where the token is missing or wrong, 403 where the console is not open at all.</summary>
    public int Judge(HttpRequest request)
    {
        if (!HasToken)
        {
            return isLoopback && IsLoopbackName(request.Host.Host) ? StatusCodes.Status200OK : StatusCodes.Status403Forbidden;
        }

        var header = request.Headers.Authorization.ToString();
        var isKnown =
            (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && IsToken(header[Bearer.Length..]))
            || (request.Cookies.TryGetValue(Cookie, out var cookie) && Same(cookie, _cookie));
        return isKnown ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized;
    }

    /// <summary>Whether it is the token; takes as long for every wrong one.</summary>
    public bool IsToken(string given) => Same(given, token);

    private static bool Same(string given, string wanted) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(wanted)));

    private static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}

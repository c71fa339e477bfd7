using Streams.Schemas.Events;

namespace Streams.Schemas.Container;

/// <summary>The keys of access lines in JSON: of nginx, Envoy and Istio, Traefik, Caddy, Kong, logback-access, pino, Serilog, ECS and OpenTelemetry, and those that people give them.</summary>
internal static class AccessNames
{
    /// <summary>Objects within objects that are looked into.</summary>
    public const int Deepest = 3;

    /// <summary>Whether an object of that name holds parts of a request.</summary>
    public static bool IsBlock(ReadOnlySpan<byte> name) =>
        name.Length switch
        {
            3 => name.SequenceEqual("url"u8) || name.SequenceEqual("req"u8) || name.SequenceEqual("res"u8),
            4 => name.SequenceEqual("http"u8),
            6 => name.SequenceEqual("source"u8) || name.SequenceEqual("client"u8),
            7 => name.SequenceEqual("request"u8),
            8 => name.SequenceEqual("response"u8),
            10 => name.SequenceEqual("user_agent"u8),
            _ => false,
        };

    /// <summary>The field of a name; false where it is none of a request's.</summary>
    public static bool TryField(ReadOnlySpan<byte> name, out Field field)
    {
        field = name.Contains((byte)'.') ? Dotted(name) : Flat(name);
        return field != Field.Count;
    }

    private static Field Flat(ReadOnlySpan<byte> name) =>
        name.Length switch
        {
            2 when name.SequenceEqual("ua"u8) => Field.UserAgent,
            2 when name.SequenceEqual("ip"u8) => Field.SourceIp,
            3 when name.SequenceEqual("uri"u8) => Field.UrlPath,
            4 when name.SequenceEqual("path"u8) => Field.UrlPath,
            4 when name.SequenceEqual("args"u8) => Field.UrlQuery,
            5 when name.SequenceEqual("query"u8) => Field.UrlQuery,
            5 when name.SequenceEqual("agent"u8) => Field.UserAgent,
            6 when name.SequenceEqual("status"u8) => Field.HttpStatus,
            6 when name.SequenceEqual("method"u8) => Field.HttpMethod,
            6 when name.SequenceEqual("client"u8) => Field.SourceIp,
            8 when name.SequenceEqual("remoteIP"u8) || name.SequenceEqual("clientip"u8) || name.SequenceEqual("clientIp"u8) => Field.SourceIp,
            9 when name.SequenceEqual("client_ip"u8) || name.SequenceEqual("remote_ip"u8) => Field.SourceIp,
            9 when name.SequenceEqual("userAgent"u8) => Field.UserAgent,
            10 when name.SequenceEqual("ClientHost"u8) || name.SequenceEqual("ClientAddr"u8) => Field.SourceIp,
            10 when name.SequenceEqual("StatusCode"u8) || name.SequenceEqual("statusCode"u8) => Field.HttpStatus,
            10 when name.SequenceEqual("user_agent"u8) || name.SequenceEqual("User-Agent"u8) || name.SequenceEqual("user-agent"u8) => Field.UserAgent,
            11 when name.SequenceEqual("remote_addr"u8) || name.SequenceEqual("remote_host"u8) => Field.SourceIp,
            11 when name.SequenceEqual("status_code"u8) => Field.HttpStatus,
            11 when name.SequenceEqual("request_uri"u8) || name.SequenceEqual("RequestPath"u8) || name.SequenceEqual("requestPath"u8) => Field.UrlPath,
            12 when name.SequenceEqual("query_string"u8) => Field.UrlQuery,
            12 when name.SequenceEqual("request_path"u8) => Field.UrlPath,
            13 when name.SequenceEqual("requested_uri"u8) => Field.UrlPath,
            13 when name.SequenceEqual("response_code"u8) => Field.HttpStatus,
            13 when name.SequenceEqual("RequestMethod"u8) => Field.HttpMethod,
            13 when name.SequenceEqual("request_query"u8) => Field.UrlQuery,
            14 when name.SequenceEqual("request_method"u8) => Field.HttpMethod,
            15 when name.SequenceEqual("http_user_agent"u8) => Field.UserAgent,
            16 when name.SequenceEqual("DownstreamStatus"u8) => Field.HttpStatus,
            18 when name.SequenceEqual("request_User-Agent"u8) => Field.UserAgent,
            19 when name.SequenceEqual("x-envoy-origin-path"u8) => Field.UrlPath,
            25 when name.SequenceEqual("downstream_remote_address"u8) => Field.SourceIp,
            _ => Field.Count,
        };

    private static Field Dotted(ReadOnlySpan<byte> name) =>
        name switch
        {
            _ when name.SequenceEqual("http.request.method"u8)
                    || name.SequenceEqual("request.method"u8)
                    || name.SequenceEqual("req.method"u8)
                    || name.SequenceEqual("http.method"u8) => Field.HttpMethod,
            _ when name.SequenceEqual("http.response.status_code"u8)
                    || name.SequenceEqual("response.status"u8)
                    || name.SequenceEqual("res.statusCode"u8)
                    || name.SequenceEqual("http.status_code"u8)
                    || name.SequenceEqual("response.status_code"u8) => Field.HttpStatus,
            _ when name.SequenceEqual("url.path"u8)
                    || name.SequenceEqual("url.original"u8)
                    || name.SequenceEqual("request.uri"u8)
                    || name.SequenceEqual("req.url"u8)
                    || name.SequenceEqual("http.target"u8) => Field.UrlPath,
            _ when name.SequenceEqual("url.query"u8) => Field.UrlQuery,
            _ when name.SequenceEqual("source.ip"u8)
                    || name.SequenceEqual("source.address"u8)
                    || name.SequenceEqual("client.ip"u8)
                    || name.SequenceEqual("client.address"u8)
                    || name.SequenceEqual("request.remote_ip"u8)
                    || name.SequenceEqual("req.remoteAddress"u8)
                    || name.SequenceEqual("request.client_ip"u8)
                    || name.SequenceEqual("request.remote_addr"u8) => Field.SourceIp,
            _ when name.SequenceEqual("user_agent.original"u8)
                    || name.SequenceEqual("request.headers.user-agent"u8)
                    || name.SequenceEqual("req.headers.user-agent"u8)
                    || name.SequenceEqual("request.headers.User-Agent"u8)
                    || name.SequenceEqual("http.user_agent"u8) => Field.UserAgent,
            _ => Field.Count,
        };
}

using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Feeds.Documents;

namespace Streams.Schemas.Feeds.Ocsf;

/// <summary>Which class an event is told as. One that lacks what its class requires is a base event, with all its fields.</summary>
internal static class OcsfClasses
{
    /// <summary>OCSF's <c>integer_t</c>.</summary>
    private const int Most = int.MaxValue;

    private static readonly OcsfClass Base = new(0, 0, static _ => 0, static _ => true, []);

    private static readonly OcsfClass Dns = new(
        4,
        3,
        static e => e.Has(Field.ResponseCode) ? 6 : 1,
        static e => e.HasAddress(Field.SourceIp) && e.HasOne(Field.QuestionName),
        Place.Address("src_endpoint.ip", Field.SourceIp),
        Integer("src_endpoint.port", Field.SourcePort),
        Place.Of("query.hostname", static e => e.Texts(Field.QuestionName)[0]),
        Place.Of("query.type", static e => First(e, Field.QuestionType)),
        Place.Of("query.class", static e => First(e, Field.QuestionClass)),
        Place.Of("rcode", static e => First(e, Field.ResponseCode))
    );

    private static readonly OcsfClass Network = new(
        4,
        1,
        static _ => 6,
        static e => e.HasAddress(Field.SourceIp) || e.HasAddress(Field.DestinationIp),
        Place.Address("src_endpoint.ip", Field.SourceIp),
        Integer("src_endpoint.port", Field.SourcePort),
        Place.One("src_endpoint.mac", Field.SourceMac),
        Place.Address("dst_endpoint.ip", Field.DestinationIp),
        Integer("dst_endpoint.port", Field.DestinationPort),
        Place.One("dst_endpoint.mac", Field.DestinationMac),
        Place.One("dst_endpoint.domain", Field.DestinationDomain),
        Place.One("connection_info.protocol_name", Field.NetworkTransport),
        Place.Of("connection_info.direction_id", static e => e.Has(Field.NetworkTransport), static (json, _) => json.WriteNumberValue(0)),
        Place.Number("traffic.bytes", Field.NetworkBytes)
    );

    private static readonly OcsfClass Http = new(
        4,
        2,
        static e => HttpActivity(First(e, Field.HttpMethod)),
        static e => e.HasOne(Field.HttpMethod) && e.HasOne(Field.UrlPath),
        Place.One("http_request.http_method", Field.HttpMethod),
        Place.One("http_request.url.path", Field.UrlPath),
        Place.One("http_request.url.query_string", Field.UrlQuery),
        Place.One("http_request.user_agent", Field.UserAgent),
        Integer("http_response.code", Field.HttpStatus),
        Place.Address("src_endpoint.ip", Field.SourceIp),
        Integer("src_endpoint.port", Field.SourcePort)
    );

    private static readonly OcsfClass Api = new(
        6,
        3,
        static e => ApiActivity(First(e, Field.Verb)),
        static e => e.HasOne(Field.Verb) && e.HasOne(Field.Principal) && e.HasAddress(Field.SourceIp),
        Place.One("actor.user.name", Field.Principal),
        Place.Of(
            "actor.user.groups",
            static e => e.Has(Field.PrincipalGroup),
            static (json, e) =>
            {
                json.WriteStartArray();
                foreach (var group in e.Texts(Field.PrincipalGroup))
                {
                    json.WriteStartObject();
                    json.WriteString("name", group);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }
        ),
        Place.One("api.operation", Field.Verb),
        Integer("api.response.code", Field.ResponseStatusCode),
        Place.Address("src_endpoint.ip", Field.SourceIp),
        Place.One("http_request.url.url_string", Field.RequestUri),
        Place.One("http_request.user_agent", Field.UserAgent),
        Place.Of(
            "resources",
            static e => e.Has(Field.ObjectName),
            static (json, e) =>
            {
                json.WriteStartArray();
                json.WriteStartObject();
                json.WriteString("name", e.Texts(Field.ObjectName)[0]);
                json.WriteString("type", First(e, Field.Resource) ?? "");
                json.WriteString("namespace", First(e, Field.ObjectNamespace) ?? "");
                json.WriteEndObject();
                json.WriteEndArray();
            }
        )
    );

    private static readonly OcsfClass Process = new(
        1,
        7,
        static _ => 1,
        static e => Fits(e, Field.ProcessId) && e.HasOne(Field.UserName) && e.Entities[EntityKind.Node] is not null,
        Integer("process.pid", Field.ProcessId),
        Place.One("process.name", Field.ProcessName),
        Place.One("process.path", Field.ProcessExecutable),
        Place.One("process.cmd_line", Field.ProcessCommandLine),
        Place.One("process.working_directory", Field.ProcessWorkingDirectory),
        Place.One("actor.user.name", Field.UserName),
        Place.One("actor.user.uid", Field.UserId),
        Place.Entity("device.hostname", EntityKind.Node),
        Place.Of("device.type_id", static _ => 1)
    );

    private static readonly OcsfClass Authentication = new(
        3,
        2,
        static _ => 1,
        static e => e.HasOne(Field.UserName) && e.HasOne(Field.SyslogAppName),
        Place.One("user.name", Field.UserName),
        Place.One("user.uid", Field.UserId),
        Place.One("service.name", Field.SyslogAppName),
        Place.Address("src_endpoint.ip", Field.SourceIp),
        Integer("src_endpoint.port", Field.SourcePort),
        Place.One("auth_protocol", Field.AuthMethod)
    );

    /// <summary>Every class that there is.</summary>
    public static IReadOnlyList<OcsfClass> All { get; } = [Base, Dns, Network, Http, Api, Process, Authentication];

    /// <summary>The class of an event.</summary>
    public static OcsfClass Of(FeedEvent e)
    {
        var @class = e.Event.Type switch
        {
            EventType.Query => Dns,
            EventType.Flow or EventType.Network => Network,
            EventType.Access => Http,
            EventType.Request or EventType.Exec => Api,
            EventType.Process => Process,
            EventType.Login => Authentication,
            _ => Base,
        };
        return @class.Takes(e) ? @class : Base;
    }

    private static Place Integer(string path, Field field) => Place.Number(path, field, 0, Most);

    private static bool Fits(FeedEvent e, Field field) => e.TryNumber(field, out var number) && number is >= 0 and <= Most;

    private static string? First(FeedEvent e, Field field) => e.Has(field) ? e.Texts(field)[0] : null;

    private static int HttpActivity(string? method) =>
        method?.ToUpperInvariant() switch
        {
            "CONNECT" => 1,
            "DELETE" => 2,
            "GET" => 3,
            "HEAD" => 4,
            "OPTIONS" => 5,
            "POST" => 6,
            "PUT" => 7,
            "TRACE" => 8,
            "PATCH" => 9,
            _ => 99,
        };

    private static int ApiActivity(string? verb) =>
        verb switch
        {
            "create" => 1,
            "get" or "list" or "watch" => 2,
            "update" or "patch" => 3,
            "delete" or "deletecollection" => 4,
            _ => 99,
        };
}

using Streams.Schemas.Events;

namespace Streams.Schemas.Feeds.Ecs;

/// <summary>ECS's categories and types of events, both of allowed values only.</summary>
internal static class EcsCategories
{
    /// <summary><c>event.category</c>; null where none fits.</summary>
    public static string? Category(EventType type) =>
        type switch
        {
            EventType.Access => "web",
            EventType.Request or EventType.Exec => "api",
            EventType.Query or EventType.DnsError or EventType.Flow or EventType.Network => "network",
            EventType.Login => "authentication",
            EventType.Session => "session",
            EventType.UserChange => "iam",
            EventType.Sudo or EventType.Cron or EventType.Process => "process",
            EventType.File => "file",
            EventType.Unit => "host",
            _ => null,
        };

    /// <summary><c>event.type</c>.</summary>
    public static string Type(FeedEvent e) =>
        e.Event.Type switch
        {
            EventType.Request => e.Has(Field.EventEffect) ? OfEffect(e.Texts(Field.EventEffect)[0]) : "access",
            EventType.Access or EventType.Exec or EventType.File => "access",
            EventType.Query => "protocol",
            EventType.DnsError => "error",
            EventType.Flow or EventType.Network => "connection",
            EventType.Login or EventType.Sudo or EventType.Cron or EventType.Process => "start",
            EventType.UserChange => "change",
            _ => "info",
        };

    private static string OfEffect(string effect) =>
        effect switch
        {
            "create" => "creation",
            "change" => "change",
            "delete" => "deletion",
            _ => "access",
        };
}

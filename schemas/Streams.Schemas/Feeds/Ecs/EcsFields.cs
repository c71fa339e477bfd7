using Streams.Schemas.Events;
using Streams.Schemas.Feeds.Documents;

namespace Streams.Schemas.Feeds.Ecs;

/// <summary>Where an event's fields stand in ECS: under their own names where ECS has them with that type, else as text under <c>streams</c>, so that no index meets two types.</summary>
internal static class EcsFields
{
    private static readonly Field[] Keywords =
    [
        Field.Message,
        Field.EventOutcome,
        Field.EventReason,
        Field.SourceMac,
        Field.DestinationMac,
        Field.DestinationDomain,
        Field.NetworkTransport,
        Field.NetworkType,
        Field.IngressInterface,
        Field.EgressInterface,
        Field.QuestionName,
        Field.QuestionType,
        Field.QuestionClass,
        Field.ResponseCode,
        Field.DnsId,
        Field.DnsHeaderFlags,
        Field.UserId,
        Field.TargetUserName,
        Field.TargetUserId,
        Field.ProcessName,
        Field.ProcessExecutable,
        Field.ProcessCommandLine,
        Field.ProcessWorkingDirectory,
        Field.ProcessParentName,
        Field.ProcessParentExecutable,
        Field.ProcessParentCommandLine,
        Field.FilePath,
        Field.GroupName,
        Field.SyslogAppName,
        Field.ContainerName,
        Field.ContainerImage,
        Field.HttpMethod,
        Field.UrlPath,
        Field.UrlQuery,
        Field.UserAgent,
        Field.Tag,
    ];

    private static readonly Field[] Numbers =
    [
        Field.SourcePort,
        Field.DestinationPort,
        Field.NetworkBytes,
        Field.ProcessId,
        Field.SyslogPriority,
        Field.HttpStatus,
    ];

    private static readonly Field[] Addresses = [Field.SourceIp, Field.DestinationIp];

    /// <summary>Fields under other names than ours.</summary>
    private static readonly Dictionary<Field, string> Renamed = new()
    {
        [Field.HostName] = "host.hostname",
        [Field.RequestUri] = "url.original",
        [Field.EntityConflict] = "streams.entity.conflict.name",
    };

    /// <summary>A place for every field; one whose value ECS's type refuses stands under <c>streams</c>.</summary>
    public static IEnumerable<Place> Places() => Enumerable.Range(0, (int)Field.Count).SelectMany(n => PlacesOf((Field)n));

    private static Place[] PlacesOf(Field field)
    {
        var own = field.Name();
        return field switch
        {
            _ when Renamed.TryGetValue(field, out var name) => [Place.Text(name, field)],
            _ when Array.IndexOf(Keywords, field) >= 0 => [Place.Text(own, field)],
            _ when Array.IndexOf(Numbers, field) >= 0 => [Place.Number(own, field), Refused(Place.Number(own, field))],
            _ when Array.IndexOf(Addresses, field) >= 0 => [Place.Address(own, field), Refused(Place.Address(own, field))],
            _ => [Place.Text($"streams.{own}", field)],
        };
    }

    private static Place Refused(Place typed)
    {
        var text = Place.Text($"streams.{typed.Path}", typed.Field!.Value); // the place of a field
        return Place.Of(text.Path, e => text.IsIn(e) && !typed.IsIn(e), text.Write);
    }
}

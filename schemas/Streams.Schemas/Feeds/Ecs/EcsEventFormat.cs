using System.Buffers;
using System.Net;
using System.Text.Json;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Feeds.Documents;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Feeds.Ecs;

/// <summary>Elastic Common Schema 8.17, an event.</summary>
internal sealed class EcsEventFormat : IEventFormat
{
    private static readonly EntityKind[] Addresses = [EntityKind.SourceIp, EntityKind.DestinationIp];
    private static readonly EntityKind[] Users = [EntityKind.Principal, EntityKind.User];
    private static readonly EntityKind[] Hosts = [EntityKind.Node, EntityKind.Domain];

    /// <summary>Elastic's severities, by our levels.</summary>
    private static readonly long[] Severities = [21, 21, 47, 73, 99];

    /// <summary>The places, for the pages and their tests.</summary>
    internal static DocumentMap Map { get; } =
        new([
            .. EcsFields.Places().Where(p => p.Field is not (Field.EventAction or Field.UserName or Field.ContainerId)),
            Place.Of("@timestamp", static e => e.Event.Time.Format()),
            Place.Of("ecs.version", static _ => EcsVersion.Number),
            Place.Of("event.kind", static _ => "event"),
            Place.Of("event.id", static e => e.Event.Id),
            Place.Of("event.module", static _ => "streams"),
            Place.Of("event.dataset", static e => $"streams.{e.Event.Source.Name()}"),
            Place.Of("event.action", static e => First(e, Field.EventAction) ?? First(e, Field.Verb)),
            Place.Of("event.category", static e => EcsCategories.Category(e.Event.Type)),
            Place.Of("event.type", EcsCategories.Type),
            Place.Of("event.severity", static e => e.Level.Length > 0, static (json, e) => json.WriteNumberValue(Severities[AlertLevels.Rank(e.Level)])),
            Place.Of("rule.id", static e => e.Event.Rules.Count > 0, static (json, e) => WriteAll(json, e.Event.Rules)),
            Place.Of("user.name", static e => First(e, Field.UserName) ?? e.Entities[EntityKind.Principal] ?? e.Entities[EntityKind.User]),
            Place.Entity("host.name", EntityKind.Node),
            Place.Of("container.id", static e => First(e, Field.ContainerId) ?? e.Entities[EntityKind.ContainerId]),
            Place.Of("orchestrator.type", static _ => "kubernetes"),
            Place.Entity("orchestrator.namespace", EntityKind.Namespace),
            Place.Entity("orchestrator.cluster.name", EntityKind.Cluster),
            Place.Of("orchestrator.resource.name", static e => e.Entities[EntityKind.Pod] ?? e.Entities[EntityKind.Workload]),
            Place.Of("orchestrator.resource.type", static e => e.Entities[EntityKind.Pod] is not null ? "pod"
                : e.Entities[EntityKind.Workload] is not null ? "workload"
                : null),
            Place.Entity("orchestrator.resource.id", EntityKind.PodUid),
            Related("related.ip", Addresses, static v => IPAddress.TryParse(v, out _)),
            Related("related.user", Users, static _ => true),
            Related("related.hosts", Hosts, static _ => true),
            Place.Of("streams.type", static e => e.Event.Type.Name()),
            Place.Of("streams.time_source", static e => e.Event.TimeSource.Name()),
            Place.Of("streams.level", static e => e.Level),
            Place.Of("streams.summary", static e => e.Event.Summary),
            Place.Of("streams.topic", static e => e.Event.Provenance.Origin),
            Place.Of("streams.partition", static e => e.Event.Provenance.Partition),
            Place.Of("streams.offset", static e => e.Event.Provenance.Position),
            Place.Of("streams.omitted", static e => e.Omitted > 0, static (json, e) => json.WriteNumberValue(e.Omitted)),
            .. EntityKinds.All.Select(k => Place.Entity($"streams.entities.{k.Name()}", k)),
        ]);

    public string Name => "ecs";

    public string Text => "Elastic Common Schema 8.17, an event";

    public string ContentType => "application/json";

    public void Write(FeedEvent e, IBufferWriter<byte> to)
    {
        using var json = new Utf8JsonWriter(to, AlertJson.Options);
        Map.Write(json, e);
    }

    private static string? First(FeedEvent e, Field field) => e.Has(field) ? e.Texts(field)[0] : null;

    private static Place Related(string path, EntityKind[] kinds, Func<string, bool> isOne) =>
        Place.Of(
            path,
            e => Array.Exists(kinds, k => e.Entities[k] is { } value && isOne(value)),
            (json, e) => WriteAll(json, [.. kinds.Select(k => e.Entities[k]).OfType<string>().Where(isOne).Distinct()])
        );

    private static void WriteAll(Utf8JsonWriter json, IReadOnlyList<string> texts)
    {
        json.WriteStartArray();
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}

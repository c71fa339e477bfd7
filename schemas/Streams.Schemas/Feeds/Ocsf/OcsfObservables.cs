using System.Text.Json;
using Streams.Schemas.Entities;

namespace Streams.Schemas.Feeds.Ocsf;

/// <summary>What an event or alert is about, as OCSF's observables.</summary>
public static class OcsfObservables
{
    /// <summary>The entity kinds that are observables, with OCSF's type of each.</summary>
    private static readonly (EntityKind Kind, int Type)[] Kinds =
    [
        (EntityKind.Node, 1),
        (EntityKind.SourceIp, 2),
        (EntityKind.DestinationIp, 2),
        (EntityKind.Principal, 4),
        (EntityKind.User, 4),
        (EntityKind.PodUid, 10),
        (EntityKind.CredentialId, 19),
        (EntityKind.Domain, 1),
    ];

    /// <summary>Writes the array.</summary>
    public static void Write(Utf8JsonWriter json, EntitySet entities)
    {
        json.WriteStartArray();
        foreach (var (kind, type) in Kinds)
        {
            if (entities[kind] is { Length: > 0 } value)
            {
                json.WriteStartObject();
                json.WriteString("name", kind.Name());
                json.WriteNumber("type_id", type);
                json.WriteString("value", value);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }
}

using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Topologies.Entities.Sources;

namespace Streams.Topologies.Entities;

/// <summary>Says what an event is about: one pod, workload, node and principal for what six sources call differently.</summary>
public sealed class EntityResolver(EntityTable table, string cluster, string node)
{
    /// <summary>A client names itself at what length it likes.</summary>
    private const int MaxAgent = 128;

    private readonly EntityLookup _lookup = new(table);

    /// <summary>Fills the set.</summary>
    /// <param name="parsed">The event.</param>
    /// <param name="time">Its time.</param>
    /// <param name="entities">What is filled.</param>
    public Resolution Resolve(ParsedEvent parsed, Timestamp time, EntitySet entities)
    {
        entities.Clear();
        _lookup.Begin(entities, time);
        var fields = parsed.Fields;
        entities[EntityKind.Cluster] = cluster.Length == 0 ? null : cluster;
        entities[EntityKind.Node] = fields.String(Field.NodeName) ?? fields.String(Field.HostName);
        entities[EntityKind.SourceIp] = fields.String(Field.SourceIp);
        entities[EntityKind.Agent] = fields.String(Field.UserAgent) is { Length: > MaxAgent } agent ? agent[..MaxAgent] : fields.String(Field.UserAgent);
        var resolved = SourceEntitiesTable.Of(parsed.Source).Resolve(fields, _lookup);
        if (entities[EntityKind.Node] is null && node.Length > 0)
        {
            entities[EntityKind.Node] = node;
        }

        return !resolved ? Resolution.Unknown
            : _lookup.IsByAddress || IsIncomplete(entities) ? Resolution.Provisional
            : Resolution.Certain;
    }

    private static bool IsIncomplete(EntitySet entities) =>
        entities[EntityKind.Pod] is not null
        && (entities[EntityKind.PodUid] is null || entities[EntityKind.ContainerId] is null || entities[EntityKind.Node] is null);
}

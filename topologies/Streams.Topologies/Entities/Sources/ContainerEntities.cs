using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Topologies.Entities.Sources;

/// <summary>Containers' logs: the container that wrote the line.</summary>
internal sealed class ContainerEntities : SourceEntities
{
    /// <inheritdoc/>
    public override bool IsTeacher => true;

    /// <inheritdoc/>
    public override EntityFact? FactOf(ParsedEvent parsed, Timestamp time) => ShippedFacts.Of(parsed.Fields, time);

    /// <inheritdoc/>
    public override bool Resolve(FieldSet fields, EntityLookup lookup)
    {
        lookup.Entities[EntityKind.ContainerId] = fields.String(Field.ContainerId);
        lookup.Entities[EntityKind.Namespace] = fields.String(Field.Namespace);
        lookup.Entities[EntityKind.Pod] = fields.String(Field.PodName);
        lookup.Entities[EntityKind.PodUid] = fields.String(Field.PodUid);
        if (lookup.Entities[EntityKind.Namespace] is { } @namespace && lookup.Entities[EntityKind.Pod] is { } pod)
        {
            lookup.Fill(lookup.FindPod(@namespace, pod));
            lookup.Entities[EntityKind.Workload] ??= $"{@namespace}/{WorkloadName.Of(pod)}";
        }
        else if (lookup.Entities[EntityKind.ContainerId] is { Length: >= 12 } id)
        {
            lookup.Fill(lookup.Find(id[..12]));
        }

        return true;
    }
}

using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Topologies.Entities.Sources;

/// <summary>Sensors on a node: the container that acted, and where it connected to.</summary>
internal sealed class SensorEntities : SourceEntities
{
    private readonly FlowEntities _flow = new();

    /// <inheritdoc/>
    public override EntityFact? FactOf(ParsedEvent parsed, Timestamp time) => ShippedFacts.Of(parsed.Fields, time);

    /// <inheritdoc/>
    public override bool Resolve(FieldSet fields, EntityLookup lookup)
    {
        _flow.Resolve(fields, lookup);
        lookup.Entities[EntityKind.User] = fields.String(Field.UserName);
        if (fields.String(Field.PodName) is { } name && fields.String(Field.Namespace) is { } @namespace)
        {
            lookup.Entities[EntityKind.Namespace] = @namespace;
            lookup.Entities[EntityKind.Pod] = name;
            lookup.Fill(lookup.FindPod(@namespace, name));
        }

        if (fields.String(Field.ContainerId) is not { Length: >= 12 } container)
        {
            return true;
        }

        var pod = lookup.Find(container[..12]);
        lookup.Fill(pod);
        lookup.Entities[EntityKind.ContainerId] ??= container;
        return pod is not null || lookup.Entities[EntityKind.Pod] is not null;
    }
}

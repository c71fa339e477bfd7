using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Topologies.Entities.Sources;

/// <summary>Journals: the node that wrote the line, and the user it names.</summary>
internal sealed class JournalEntities : SourceEntities
{
    /// <inheritdoc/>
    public override bool Resolve(FieldSet fields, EntityLookup lookup)
    {
        lookup.Entities[EntityKind.User] = fields.String(Field.UserName);
        return true;
    }
}

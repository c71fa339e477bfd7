using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Topologies.Entities.Sources;

/// <summary>What the events of one source say of entities: its row in <see cref="SourceEntitiesTable"/>.</summary>
internal abstract class SourceEntities
{
    /// <summary>Whether it teaches pods that others name, so that others wait for what it has still to tell.</summary>
    public virtual bool IsTeacher => false;

    /// <summary>What an event teaches of a pod; null: nothing.</summary>
    public virtual EntityFact? FactOf(ParsedEvent parsed, Timestamp time) => null;

    /// <summary>Fills in what an event is about.</summary>
    /// <returns>False where what it names is not known yet.</returns>
    public abstract bool Resolve(FieldSet fields, EntityLookup lookup);
}

using Streams.Redaction;

namespace Streams.Schemas.Entities;

/// <summary>Entities without the secrets, and the signs that act, in their names.</summary>
public static class EntityRedaction
{
    /// <summary>The same set where there is nothing to take out.</summary>
    public static EntitySet Redact(this Redactor redactor, EntitySet entities)
    {
        EntitySet? changed = null;
        for (var kind = (EntityKind)0; (int)kind < EntityKinds.Count; kind++)
        {
            if (entities[kind] is { } value && ControlSigns.Escape(redactor.Redact(value)) is var text && !ReferenceEquals(text, value))
            {
                changed ??= entities.Copy();
                changed[kind] = text;
            }
        }

        return changed ?? entities;
    }
}

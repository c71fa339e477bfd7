using Streams.Schemas.Behaviours;

namespace Streams.Models.Habits;

/// <summary>Is told what has changed, so that it can be stored in small pieces.</summary>
public interface IHabitJournal
{
    /// <summary>Counts of an entity have changed.</summary>
    void Changed(string entity);

    /// <summary>A value is new or was seen again.</summary>
    void Changed(string entity, HabitAspect aspect, string value);

    /// <summary>A workload was rolled out, or its roll-outs were forgotten.</summary>
    void RolledOut(string workload);

    /// <summary>A value was forgotten.</summary>
    void Forgotten(string entity, HabitAspect aspect, string value);

    /// <summary>An entity was forgotten, its values before it.</summary>
    void Forgotten(string entity);
}

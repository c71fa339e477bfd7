using Streams.Schemas.Events;

namespace Streams.Schemas.Sources;

/// <summary>Which fields say in a few words what happened; where there are none, the event's line does.</summary>
/// <param name="fields">The fields, in their order.</param>
/// <param name="of">The type of the events that they are for; null: all.</param>
/// <param name="matched">The fields that a person reads of an event that matched; null: its line.</param>
public sealed class SourceSummary(Field[] fields, EventType? of = null, Field[]? matched = null)
{
    /// <summary>The event's line says it.</summary>
    public static SourceSummary Line { get; } = new([]);

    /// <summary>The fields that a person reads of an event that matched; empty: its line.</summary>
    public ReadOnlySpan<Field> Matched => matched;

    /// <summary>The fields for an event of a type; empty: its line says it.</summary>
    public ReadOnlySpan<Field> FieldsOf(EventType type) => of is null || of == type ? fields : [];
}

namespace Streams.Schemas.Events;

/// <summary>One value of a <see cref="FieldSet"/>; valid until the set changes.</summary>
public readonly ref struct FieldValue(Field field, FieldKind kind, ReadOnlySpan<byte> text, long number)
{
    /// <summary>The field.</summary>
    public Field Field { get; } = field;

    /// <summary>Its kind.</summary>
    public FieldKind Kind { get; } = kind;

    /// <summary>Its text, UTF-8.</summary>
    public ReadOnlySpan<byte> Text { get; } = text;

    /// <summary>Its number, where the kind is one.</summary>
    public long Number { get; } = number;
}

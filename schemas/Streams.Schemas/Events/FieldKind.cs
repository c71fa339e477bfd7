namespace Streams.Schemas.Events;

/// <summary>The JSON kind of a field's value.</summary>
public enum FieldKind : byte
{
    Text,
    Number,
    Boolean,
}

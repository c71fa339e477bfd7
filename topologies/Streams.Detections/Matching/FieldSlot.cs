using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Detections.Matching;

/// <summary>One field that some rule looks at.</summary>
internal sealed class FieldSlot
{
    public FieldSlot(string name, int index, bool isWhole)
    {
        (Name, Index, IsWhole) = (name, index, isWhole);
        Segments = name.Split('.');
        if (isWhole)
        {
            return;
        }

        if (name.StartsWith("streams.", StringComparison.Ordinal) && EntityKinds.TryParse(name["streams.".Length..], out var kind))
        {
            Entity = kind;
        }

        if (Streams.Schemas.Events.Fields.TryParse(name, out var field))
        {
            Canonical = field;
        }
    }

    public string Name { get; }

    public int Index { get; }

    /// <summary>Whether the value is wanted as it stands: an array is one value and not descended into.</summary>
    public bool IsWhole { get; }

    public string[] Segments { get; }

    public EntityKind? Entity { get; }

    public Field? Canonical { get; }
}

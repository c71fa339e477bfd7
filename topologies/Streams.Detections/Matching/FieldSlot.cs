using System.Text;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Detections.Matching;

/// <summary>One field that some rule looks at, with every way to find it worked out beforehand.</summary>
internal sealed class FieldSlot
{

    public FieldSlot(string name, int index)
    {
        Name = name;
        Index = index;
        if (name.StartsWith("streams.", StringComparison.Ordinal) && EntityKinds.TryParse(name["streams.".Length..], out var kind))
        {
            Entity = kind;
        }

        if (Streams.Schemas.Events.Fields.TryParse(name, out var field))
        {
            Canonical = field;
        }

        var segments = name.Split('.');
        Literals = new byte[segments.Length][][];
        for (var from = 0; from < segments.Length; from++)
        {
            Literals[from] = new byte[segments.Length - from][];
            for (var length = 1; length <= segments.Length - from; length++)
            {
                Literals[from][length - 1] = Encoding.UTF8.GetBytes(string.Join('.', segments, from, length));
            }
        }

    }

    public string Name { get; }

    public int Index { get; }

    public EntityKind? Entity { get; }

    public Field? Canonical { get; }

    /// <summary>By first segment and number of segments less one: the literal key.</summary>
    public byte[][][] Literals { get; }
}

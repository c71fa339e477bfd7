namespace Streams.Detections.Matching;

/// <summary>A key of a JSON object that leads to fields.</summary>
internal sealed class PathEdge(byte[] key, int id, int segments, int[] slots, int[] wholes, PathNode? child)
{
    public byte[] Key => key;

    /// <summary>Numbers all edges of a plan from 0.</summary>
    public int Id => id;

    /// <summary>How many segments of a field's name the key stands for.</summary>
    public int Segments => segments;

    /// <summary>The fields whose value stands here.</summary>
    public int[] Slots => slots;

    /// <summary>The fields whose value stands here and is wanted whole.</summary>
    public int[] Wholes => wholes;

    /// <summary>The keys below; null where none matters.</summary>
    public PathNode? Child => child;
}
